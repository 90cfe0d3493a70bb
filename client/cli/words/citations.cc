#include "client/cli/words/citations.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/source.pb.h"

namespace knead::cli {
namespace {

using Citations = ::google::protobuf::RepeatedPtrField<v1::Citation>;

struct CitedWork {
  std::string source;
  std::vector<std::string> sections;
};

// The works in the order in which they are first cited, and their sections
// likewise.
std::vector<CitedWork> ByWork(const Citations& citations) {
  std::vector<CitedWork> works;
  for (const v1::Citation& citation : citations) {
    auto work = absl::c_find_if(works, [&](const CitedWork& each) {
      return each.source == citation.source();
    });
    if (work == works.end()) {
      work = works.insert(work, CitedWork{citation.source(), {}});
    }
    if (!absl::c_linear_search(work->sections, citation.section())) {
      work->sections.push_back(citation.section());
    }
  }
  return works;
}

std::string SectionText(const CitedWork& work, const std::string& id,
                        Library& library) {
  if (!library.Load<SourceKind>().ok()) return id;
  const v1::Source* source = library.Find<SourceKind>(work.source);
  if (source == nullptr || source->kind() == v1::SOURCE_KIND_POLICY) return id;
  for (const v1::SourceSection& section : source->sections()) {
    if (section.id() == id) return section.title();
  }
  return id;
}

}  // namespace

std::string CitationsText(const Citations& citations, Library& library) {
  return absl::StrJoin(
      ByWork(citations), "; ", [&](std::string* out, const CitedWork& work) {
        std::vector<std::string> sections;
        for (const std::string& id : work.sections) {
          sections.push_back(SectionText(work, id, library));
        }
        absl::StrAppend(out, library.DisplayName(work.source), " (",
                        absl::StrJoin(sections, ", "), ")");
      });
}

std::string CitedWorksText(const Citations& citations, Library& library) {
  return absl::StrJoin(ByWork(citations), "; ",
                       [&](std::string* out, const CitedWork& work) {
                         out->append(library.DisplayName(work.source));
                       });
}

}  // namespace knead::cli
