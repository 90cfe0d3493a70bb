#include "tools/content/facts.h"

#include <google/protobuf/descriptor.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

constexpr absl::string_view kHeading = "id\tkind\tfact";

// Where each id was first seen.
using FileOfId = absl::flat_hash_map<std::string, std::string>;

std::vector<Fact> Read(const SourceFile& file, FileOfId* file_of_id,
                       FaultSink* faults) {
  std::vector<Fact> facts;
  const std::vector<std::string> lines = absl::StrSplit(file.text, '\n');
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto fault = [&](std::string text) {
      faults->Add({file.path, static_cast<int>(i) + 1, std::string(kWholeFile),
                   std::move(text)});
    };
    if (i == 0) {
      if (lines[i] != kHeading) {
        fault("the first line must be id, kind and fact, with tabs between");
      }
      continue;
    }
    if (lines[i].empty() && i + 1 == lines.size()) continue;
    const std::vector<std::string> cells = absl::StrSplit(lines[i], '\t');
    if (cells.size() != 3 || cells[0].empty() || cells[1].empty() ||
        cells[2].empty()) {
      fault("must be an id, a kind and a text, with tabs between");
      continue;
    }
    const auto [first, is_new] = file_of_id->emplace(cells[0], file.path);
    if (!is_new) {
      fault(
          first->second == file.path
              ? absl::StrCat("the id ", cells[0], " stands twice; give another")
              : absl::StrCat("the id ", cells[0], " stands in ", first->second,
                             " already; give another"));
      continue;
    }
    facts.push_back({cells[0], cells[1]});
  }
  return facts;
}

// Joins what `name` gives for each fact file, e.g. `fact or evidence row`.
template <typename Name>
std::string AnyOf(Name name) {
  return absl::StrJoin(kFactFiles, " or ",
                       [&](std::string* out, const FactFile& file) {
                         absl::StrAppend(out, name(file));
                       });
}

}  // namespace

bool IsFactFile(absl::string_view path) {
  return std::any_of(std::begin(kFactFiles), std::end(kFactFiles),
                     [&](const FactFile& file) { return file.path == path; });
}

std::vector<FactList> ReadFacts(absl::Span<const SourceFile> files,
                                FaultSink* faults) {
  std::vector<FactList> lists;
  FileOfId file_of_id;
  for (const FactFile& fact_file : kFactFiles) {
    FactList& list = lists.emplace_back();
    list.file = fact_file;
    const auto file = std::find_if(
        files.begin(), files.end(),
        [&](const SourceFile& each) { return each.path == fact_file.path; });
    if (file == files.end()) {
      faults->Add(
          {std::string(fact_file.path), 1, std::string(kWholeFile),
           absl::StrCat("is missing; add the list of ", fact_file.plural)});
      continue;
    }
    list.facts = Read(*file, &file_of_id, faults);
  }
  return lists;
}

void CheckFactIds(const ContentSet& content,
                  absl::Span<const FactList> fact_lists, FaultSink* faults) {
  absl::flat_hash_set<std::string> known;
  for (const FactList& list : fact_lists) {
    // A missing list is one fault, not as many as it has facts.
    if (list.facts.empty()) return;
    for (const Fact& fact : list.facts) known.insert(fact.id);
  }
  const std::string what =
      AnyOf([](const FactFile& file) { return file.singular; });
  const std::string where =
      AnyOf([](const FactFile& file) { return file.path; });
  for (const auto& entity : content.entities()) {
    WalkStrings(*entity->message,
                [&](const google::protobuf::FieldDescriptor& field,
                    const std::string& value, const std::string& path) {
                  if (field.name() != "fact_ids" || known.contains(value)) {
                    return;
                  }
                  faults->Add(entity->FaultAt(
                      path, absl::StrCat("there is no ", what, " `", value,
                                         "`; write an id of ", where)));
                });
  }
}

}  // namespace knead::content
