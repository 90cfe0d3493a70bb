#ifndef KNEAD_SERVICE_SESSION_AREAS_H_
#define KNEAD_SERVICE_SESSION_AREAS_H_

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/session.pb.h"
#include "knead/v1/technique.pb.h"
#include "service/catalog/catalog.h"

namespace knead {

// A technique that may be done, and is worth doing.
struct AreaTechnique {
  const v1::Technique* technique;
  const v1::Recommendation* recommendation;
};

// What can become a block: one area of one leg.
struct Area {
  v1::BodySite site;
  // The most relevant first, at most kMaxTechniquesPerBlock. Never empty.
  std::vector<AreaTechnique> techniques;
  // How long a block of it can be.
  absl::Duration min;
  absl::Duration max;
};

// The areas that the request is about, the most relevant first: those of
// preferred techniques, those of preferred regions, those that act on the
// complaint, then by the rank of their techniques; of two legs the one that was
// named first. Only techniques that `assessment` recommends for that leg, and
// that serve a complaint or an indication there, or were preferred. Without
// complaint and indications, all. A technique's area is the first region that
// it touches.
//
// Points into `catalog` and `assessment`.
std::vector<Area> FindAreas(const Catalog& catalog,
                            const v1::PlanSessionRequest& request,
                            const v1::Assessment& assessment);

// Areas that the complaint, the preferences or an indication are about (without
// complaint and indications, all) and of which every technique that they want
// is withheld on that leg, by the order of techniques.
std::vector<v1::LeftOutArea> WithheldAreas(
    const Catalog& catalog, const v1::PlanSessionRequest& request,
    const v1::Assessment& assessment, const std::vector<Area>& areas);

// E.g. `front of the thigh, left leg`.
std::string SiteInWords(const Catalog& catalog, const v1::BodySite& site);

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_AREAS_H_
