#ifndef KNEAD_SERVICE_FIGURE_LEFT_OUT_H_
#define KNEAD_SERVICE_FIGURE_LEFT_OUT_H_

#include <map>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/common.pb.h"
#include "service/catalog/catalog.h"

namespace knead {

// Which places of a person's legs an assessment leaves out. Immutable and
// thread-safe.
class LeftOut {
 public:
  // Nothing is left out.
  LeftOut() = default;

  // What `assessment` leaves out. A regional effect without sites leaves out
  // both legs, one without regions and sites every region.
  LeftOut(const Catalog& catalog, const v1::Assessment& assessment);

  // Whether massage may be done anywhere.
  bool massage_allowed() const { return massage_allowed_; }

  // What a technique needs that is not at hand, in words; empty: nothing. It is
  // no reason to leave a place alone.
  std::string NeededTool(absl::string_view technique) const;

  // Whether a technique may not be done on a leg.
  bool Withheld(absl::string_view technique, v1::Side side) const;

  // Whether a place may not be massaged or pressed on.
  bool Has(absl::string_view region, v1::Side side) const;

 private:
  using Place = std::pair<std::string, v1::Side>;

  bool massage_allowed_ = true;
  std::map<std::string, std::string> needed_tools_;
  std::set<Place> withheld_;
  std::set<Place> sites_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_FIGURE_LEFT_OUT_H_
