#include "client/cli/render/explanation.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/cli/library.h"
#include "client/cli/render/content_info.h"
#include "client/cli/text/page.h"
#include "client/cli/text/style.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/changes.h"
#include "client/cli/words/places.h"
#include "client/cli/words/verdicts.h"
#include "google/protobuf/repeated_field.h"
#include "google/protobuf/util/message_differencer.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/explanation.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead::cli {
namespace {

// The lines below a set of changes.
std::vector<std::string> Lines(const v1::ChangeSet& changes, int most,
                               Library& library) {
  std::vector<std::string> lines = ChangeTexts(changes, most, library);
  if (!changes.proven_complete()) {
    lines.push_back(
        "there may be more, and shorter ones: the search ran into its limit");
  }
  return lines;
}

// `lead`, `: any one of` where there are several ways, and the changes.
void RenderChanges(absl::string_view lead, const v1::ChangeSet& changes,
                   int most, Library& library, Page& page) {
  const bool several = changes.changes_size() + changes.omitted() > 1;
  page.Paragraph(absl::StrCat(lead, several ? ": any one of" : ":"));
  const std::vector<std::string> lines = Lines(changes, most, library);
  if (lines.empty()) page.Bullet("nothing");
  for (const std::string& line : lines) page.Bullet(line);
}

void RenderCertain(const v1::Explanation& explanation, Page& page) {
  if (explanation.urgency() == v1::URGENCY_SELF_CARE) {
    page.Paragraph("Nothing that is certain calls for a professional.");
  } else {
    page.Paragraph(absl::StrCat(Capitalised(UrgencyText(explanation.urgency())),
                                ": that much is certain."),
                   UrgencyTone(explanation.urgency()));
  }
  page.Paragraph(
      explanation.massage_ended()
          ? "What is certain rules massage out, altogether or until a "
            "professional has agreed."
          : "Nothing that is certain rules massage out altogether.");
  page.Gap();
  page.Paragraph(
      "This page is about what is certain: questions that are still open count "
      "as no here, which they never do in the answer of \"knead assess\".");
}

// The findings of a change as they would be, for comparing changes.
using Key = std::set<std::string>;
Key KeyOf(const v1::Change& change) {
  Key key;
  for (const v1::FindingChange& finding : change.findings()) {
    key.insert(finding.SerializeAsString());
  }
  return key;
}

bool IsPartOf(const Key& part, const Key& whole) {
  return absl::c_includes(whole, part);
}

bool HasPartOf(const std::vector<Key>& keys, const Key& whole) {
  return absl::c_any_of(keys,
                        [&](const Key& each) { return IsPartOf(each, whole); });
}

// Without the changes of which `said` holds.
template <typename Said>
v1::ChangeSet Without(v1::ChangeSet changes, const Said& said) {
  auto& all = *changes.mutable_changes();
  all.erase(std::remove_if(
                all.begin(), all.end(),
                [&](const v1::Change& change) { return said(KeyOf(change)); }),
            all.end());
  return changes;
}

// An urgency, and what would raise it to that and no further.
struct Raise {
  v1::Urgency urgency;
  v1::ChangeSet changes;
};

// The most urgent first. What is told of one is not told of those below.
std::vector<Raise> RaisesInTurn(const v1::Explanation& explanation) {
  std::vector<Raise> raises;
  std::vector<Key> told;
  for (int i = explanation.raises_size() - 1; i >= 0; --i) {
    const v1::UrgencyChange& raise = explanation.raises(i);
    v1::ChangeSet changes = Without(
        raise.changes(), [&](const Key& key) { return HasPartOf(told, key); });
    for (const v1::Change& change : changes.changes()) {
      told.push_back(KeyOf(change));
    }
    if (changes.changes().empty() && changes.omitted() == 0 &&
        changes.proven_complete()) {
      continue;
    }
    raises.push_back({raise.urgency(), std::move(changes)});
  }
  return raises;
}

void RenderRaises(const std::vector<Raise>& raises, int most, Library& library,
                  Page& page) {
  page.Heading("What would make it more urgent");
  if (raises.empty()) page.Paragraph("Nothing can.");
  bool first = true;
  for (const Raise& raise : raises) {
    if (!first) page.Gap();
    first = false;
    RenderChanges(
        absl::StrCat("Would raise it to \"", UrgencyText(raise.urgency), "\""),
        raise.changes, most, library, page);
  }
}

// What ends massage. Where that is all that raises the urgency to a level or
// further, one line says so.
void RenderEndsMassage(const v1::Explanation& explanation,
                       const std::vector<Raise>& raises, int most,
                       Library& library, Page& page) {
  std::vector<Key> ends;
  for (const v1::Change& change : explanation.ends_massage().changes()) {
    ends.push_back(KeyOf(change));
  }
  std::vector<Key> covered;
  size_t levels = 0;
  for (const Raise& raise : raises) {
    std::vector<Key> keys;
    for (const v1::Change& change : raise.changes.changes()) {
      keys.push_back(KeyOf(change));
    }
    if (raise.changes.omitted() > 0 ||
        !absl::c_all_of(keys,
                        [&](const Key& key) { return HasPartOf(ends, key); })) {
      break;
    }
    covered.insert(covered.end(), keys.begin(), keys.end());
    ++levels;
  }
  const v1::ChangeSet rest =
      Without(explanation.ends_massage(),
              [&](const Key& key) { return HasPartOf(covered, key); });
  page.Heading("What would end massage");
  const bool several = levels > 0 || rest.changes_size() + rest.omitted() > 1;
  page.Paragraph(absl::StrCat(
      "Would rule it out, altogether or until a professional has agreed",
      several ? ": any one of" : ":"));
  if (levels > 0) {
    page.Bullet(absl::StrCat("all of the above that would raise it to \"",
                             UrgencyText(raises[levels - 1].urgency), "\"",
                             levels > 1 ? " or further" : ""));
  }
  const std::vector<std::string> lines = Lines(rest, most, library);
  if (lines.empty() && levels == 0) page.Bullet("nothing");
  for (const std::string& line : lines) page.Bullet(line);
}

void RenderMassage(const v1::Explanation& explanation,
                   const std::vector<Raise>& raises, int most, Library& library,
                   Page& page) {
  if (!explanation.massage_ended()) {
    RenderEndsMassage(explanation, raises, most, library, page);
    return;
  }
  page.Heading("What would allow massage");
  RenderChanges("Would no longer be ruled out if it were not for",
                explanation.allows_massage(), most, library, page);
}

// Techniques that the same would change.
struct Alike {
  bool withheld;
  bool several;
  std::vector<std::string> lines;
  // The techniques' names, and the legs of each.
  std::vector<std::pair<std::string, google::protobuf::RepeatedField<int>>>
      techniques;
};

// The changes without the side of sites that are on the technique's own leg
// alone, so that the two legs read alike.
v1::ChangeSet OnThatLeg(const v1::TechniqueChange& technique) {
  v1::ChangeSet changes = technique.changes();
  for (v1::Change& change : *changes.mutable_changes()) {
    for (v1::FindingChange& finding : *change.mutable_findings()) {
      if (!absl::c_all_of(finding.sites(), [&](const v1::BodySite& site) {
            return site.side() == technique.side();
          })) {
        continue;
      }
      for (v1::BodySite& site : *finding.mutable_sites()) site.clear_side();
    }
  }
  return changes;
}

std::vector<Alike> GroupAlike(const v1::Explanation& explanation, int most,
                              Library& library) {
  std::vector<Alike> groups;
  for (const v1::TechniqueChange& technique : explanation.techniques()) {
    const v1::ChangeSet changes = OnThatLeg(technique);
    std::vector<std::string> lines = Lines(changes, most, library);
    auto group = absl::c_find_if(groups, [&](const Alike& each) {
      return each.withheld == technique.withheld() && each.lines == lines;
    });
    if (group == groups.end()) {
      groups.push_back({technique.withheld(),
                        changes.changes_size() + changes.omitted() > 1,
                        std::move(lines),
                        {}});
      group = groups.end() - 1;
    }
    const std::string& name = technique.display_name();
    auto legs = absl::c_find_if(group->techniques, [&](const auto& each) {
      return each.first == name;
    });
    if (legs == group->techniques.end()) {
      legs = group->techniques.insert(legs, {name, {}});
    }
    legs->second.Add(technique.side());
  }
  return groups;
}

// The techniques of a group, those on the same legs together.
std::string NamesText(const Alike& group) {
  std::vector<std::pair<std::string, std::vector<std::string>>> by_legs;
  for (const auto& [name, sides] : group.techniques) {
    const std::string legs = SidesText(sides);
    auto it = absl::c_find_if(
        by_legs, [&](const auto& each) { return each.first == legs; });
    if (it == by_legs.end()) it = by_legs.insert(it, {legs, {}});
    it->second.push_back(name);
  }
  return absl::StrJoin(by_legs, "; ", [](std::string* out, const auto& each) {
    absl::StrAppend(out, absl::StrJoin(each.second, ", "), " (", each.first,
                    ")");
  });
}

void RenderTechniques(const v1::Explanation& explanation, int most,
                      Library& library, Page& page) {
  if (explanation.techniques().empty()) return;
  page.Heading("What would change a single technique");
  page.Paragraph("Places are those of the same leg, unless another is named.");
  for (const Alike& group : GroupAlike(explanation, most, library)) {
    page.Gap();
    page.Paragraph(NamesText(group), Tone::kLabel);
    auto indentation = page.Indented();
    if (group.lines.empty()) {
      page.Paragraph(group.withheld
                         ? "Withheld, and nothing brings it back."
                         : "Nothing but what ends massage altogether.");
      continue;
    }
    page.Paragraph(absl::StrCat(
        group.withheld ? "Withheld; would be brought back if it were not for"
                       : "Would be taken away by",
        group.several ? " any one of" : ""));
    for (const std::string& line : group.lines) page.Bullet(line);
  }
}

// Changes of urgency, without those that the next one says more about: where
// the same changes go further, only how far they go is of interest.
using UrgencyChanges = google::protobuf::RepeatedPtrField<v1::UrgencyChange>;
std::vector<const v1::UrgencyChange*> Furthest(const UrgencyChanges& all) {
  std::vector<const v1::UrgencyChange*> furthest;
  for (int i = 0; i < all.size(); ++i) {
    if (i + 1 == all.size() ||
        !google::protobuf::util::MessageDifferencer::Equals(
            all[i].changes(), all[i + 1].changes())) {
      furthest.push_back(&all[i]);
    }
  }
  return furthest;
}

void RenderLowers(const v1::Explanation& explanation, int most,
                  Library& library, Page& page) {
  if (explanation.lowers().empty()) return;
  page.Heading("What would have to be otherwise to make it less urgent");
  bool first = true;
  for (const v1::UrgencyChange* lower : Furthest(explanation.lowers())) {
    if (!first) page.Gap();
    first = false;
    RenderChanges(
        lower->urgency() == v1::URGENCY_SELF_CARE
            ? "What is certain would no longer call for a professional if it "
              "were not for"
            : absl::StrCat("Would be no more than \"",
                           UrgencyText(lower->urgency()),
                           "\" if it were not for"),
        lower->changes(), most, library, page);
  }
}

}  // namespace

void RenderExplanation(const v1::Explanation& explanation, int most,
                       Library& library, Page& page) {
  const std::vector<Raise> raises = RaisesInTurn(explanation);
  RenderCertain(explanation, page);
  RenderRaises(raises, most, library, page);
  RenderMassage(explanation, raises, most, library, page);
  RenderTechniques(explanation, most, library, page);
  RenderLowers(explanation, most, library, page);
  page.Gap();
  page.Paragraph(
      absl::StrCat("Content ", ShortRevision(explanation.content_revision()),
                   ", engine ", explanation.engine_version()),
      Tone::kQuiet);
}

}  // namespace knead::cli
