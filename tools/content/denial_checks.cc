#include "tools/content/denial_checks.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "tools/content/criteria.h"

namespace knead::content {
namespace {

// The values of a quantity at which none of some comparisons holds.
class HarmlessValues {
 public:
  HarmlessValues(double min, double max) : low_{min}, high_{max} {}

  bool empty() const {
    return low_.value > high_.value ||
           (low_.value == high_.value && (low_.excluded || high_.excluded));
  }

  // Takes away the values at which the comparison holds.
  void Remove(v1::Comparison comparison, double threshold,
              const std::string& owner) {
    switch (comparison) {
      case v1::COMPARISON_GREATER_OR_EQUAL:
        LowerTo({threshold, true, owner});
        return;
      case v1::COMPARISON_GREATER:
        LowerTo({threshold, false, owner});
        return;
      case v1::COMPARISON_LESS_OR_EQUAL:
        RaiseTo({threshold, true, owner});
        return;
      case v1::COMPARISON_LESS:
        RaiseTo({threshold, false, owner});
        return;
      default:
        return;
    }
  }

  // What took away the values at the other side from those at which the
  // comparison holds.
  const std::string& Opponent(v1::Comparison comparison) const {
    return comparison == v1::COMPARISON_GREATER_OR_EQUAL ||
                   comparison == v1::COMPARISON_GREATER
               ? low_.owner
               : high_.owner;
  }

 private:
  struct End {
    double value;
    bool excluded = false;
    // The entity whose comparison put it there; empty for an end of the range.
    std::string owner = {};
  };

  void LowerTo(End end) {
    if (end.value < high_.value || (end.value == high_.value && end.excluded)) {
      high_ = std::move(end);
    }
  }

  void RaiseTo(End end) {
    if (end.value > low_.value || (end.value == low_.value && end.excluded)) {
      low_ = std::move(end);
    }
  }

  End low_;
  End high_;
};

}  // namespace

void CheckDenial(const ContentSet& content, FaultSink* faults) {
  std::map<std::string, HarmlessValues> harmless;
  for (const auto& owner : DangerCriteria(content)) {
    const Entity& entity = owner.entity;
    WalkCriteria(
        owner.criterion, "criterion",
        [&](const v1::Criterion& part, const std::string& path) {
          if (!part.has_quantity()) return;
          const v1::QuantityCriterion& quantity = part.quantity();
          const auto* finding = content.Find<v1::Finding>(quantity.finding());
          // Other faults say what is wrong with these.
          if (finding == nullptr || !finding->has_quantity()) return;
          const HarmlessValues all(finding->quantity().min(),
                                   finding->quantity().max());
          HarmlessValues left = all;
          left.Remove(quantity.comparison(), quantity.threshold(), entity.name);
          if (left.empty()) return;

          HarmlessValues& before =
              harmless.emplace(quantity.finding(), all).first->second;
          left = before;
          left.Remove(quantity.comparison(), quantity.threshold(), entity.name);
          if (!left.empty()) {
            before = left;
            return;
          }
          faults->Add(entity.FaultAt(
              KindFieldPath(part, path, "threshold"),
              absl::StrCat("together with `",
                           before.Opponent(quantity.comparison()),
                           "`, leaves `", quantity.finding(),
                           "` no harmless value, at which no comparison of a "
                           "triage rule or contraindication holds; change a "
                           "threshold so that there is a gap")));
        });
  }
}

}  // namespace knead::content
