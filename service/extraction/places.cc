#include "service/extraction/places.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace knead {
namespace {

// The regions that a mention means: those of the narrowest of its classes that
// has any.
std::vector<std::string> RegionsOf(const Lexicon& lexicon,
                                   const BodyMention& mention) {
  std::vector<std::string> narrowest;
  for (const int id : mention.classes) {
    const auto& regions = lexicon.word_class(id).regions();
    if (regions.empty()) continue;
    if (narrowest.empty() ||
        regions.size() < static_cast<int>(narrowest.size())) {
      narrowest.assign(regions.begin(), regions.end());
    }
  }
  return narrowest;
}

// Those of `regions` at which the finding can be.
std::vector<std::string> Allowed(const v1::Finding& finding,
                                 std::vector<std::string> regions) {
  if (finding.site_regions().empty()) return regions;
  const auto is_other = [&](const std::string& region) {
    return std::find(finding.site_regions().begin(),
                     finding.site_regions().end(),
                     region) == finding.site_regions().end();
  };
  regions.erase(std::remove_if(regions.begin(), regions.end(), is_other),
                regions.end());
  if (regions.empty()) {
    regions.assign(finding.site_regions().begin(),
                   finding.site_regions().end());
  }
  return regions;
}

bool Belongs(const BodyMention& mention, int id) {
  return std::find(mention.classes.begin(), mention.classes.end(), id) !=
         mention.classes.end();
}

}  // namespace

void AddSites(const Lexicon& lexicon, const Reading& reading,
              const v1::Finding& finding,
              const std::vector<const Match*>& matches,
              google::protobuf::RepeatedPtrField<v1::ProposedSite>* sites) {
  std::set<std::pair<std::string, v1::Side>> places;
  for (const Match* match : matches) {
    if (match->mention < 0) continue;
    const BodyMention& named = reading.mentions[match->mention];
    // Those that are joined stand side by side.
    const int count = static_cast<int>(reading.mentions.size());
    int first = match->mention;
    while (first > 0 && reading.mentions[first - 1].group == named.group) {
      --first;
    }
    for (int i = first; i < count; ++i) {
      const BodyMention& mention = reading.mentions[i];
      if (mention.group != named.group) break;
      if (i != match->mention && !Belongs(mention, match->mention_class)) {
        continue;
      }
      for (const std::string& region :
           Allowed(finding, RegionsOf(lexicon, mention))) {
        if (mention.sides == 0) places.insert({region, v1::SIDE_UNSPECIFIED});
        if (mention.sides & kLeftSide) places.insert({region, v1::SIDE_LEFT});
        if (mention.sides & kRightSide) {
          places.insert({region, v1::SIDE_RIGHT});
        }
      }
    }
  }
  for (const auto& [region, side] : places) {
    v1::ProposedSite& site = *sites->Add();
    site.set_region(region);
    site.set_side(side);
  }
}

}  // namespace knead
