#include "tools/content/facts.h"

#include <google/protobuf/descriptor.h>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tools/content/walk.h"

namespace knead::content {
namespace {

constexpr absl::string_view kHeading = "id\tkind\tfact";

std::vector<Fact> Read(const SourceFile& file, FaultSink* faults) {
  std::vector<Fact> facts;
  absl::flat_hash_set<std::string> ids;
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
    if (!ids.insert(cells[0]).second) {
      fault(absl::StrCat("the id ", cells[0], " stands twice; give another"));
      continue;
    }
    facts.push_back({cells[0], cells[1]});
  }
  return facts;
}

}  // namespace

std::vector<Fact> ReadFacts(absl::Span<const SourceFile> files,
                            FaultSink* faults) {
  for (const SourceFile& file : files) {
    if (file.path == kFactsFile) return Read(file, faults);
  }
  faults->Add({std::string(kFactsFile), 1, std::string(kWholeFile),
               "is missing; add the list of source facts"});
  return {};
}

void CheckFactIds(const ContentSet& content, const std::vector<Fact>& facts,
                  FaultSink* faults) {
  // A missing list is one fault, not as many as there are facts.
  if (facts.empty()) return;
  absl::flat_hash_set<std::string> known;
  for (const Fact& fact : facts) known.insert(fact.id);
  for (const auto& entity : content.entities()) {
    WalkStrings(*entity->message,
                [&](const google::protobuf::FieldDescriptor& field,
                    const std::string& value, const std::string& path) {
                  if (field.name() != "fact_ids" || known.contains(value)) {
                    return;
                  }
                  faults->Add(entity->FaultAt(
                      path, absl::StrCat("there is no fact `", value,
                                         "`; write an id of ", kFactsFile)));
                });
  }
}

}  // namespace knead::content
