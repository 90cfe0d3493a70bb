#include "tools/content/criterion_checks.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "tools/content/criteria.h"
#include "tools/content/criterion_space.h"
#include "tools/content/text_outline.h"

namespace knead::content {
namespace {

using Answer = CriterionSpace::Answer;
using Freedom = CriterionSpace::Freedom;

// Checks the criterion of one entity.
class Checker {
 public:
  Checker(const ContentSet& content, const Entity& entity, FaultSink* faults)
      : content_(content), entity_(entity), faults_(faults) {}

  // True when the criterion and all in it are well formed, and each of them can
  // be true and can be false. Only the innermost of those that cannot is told.
  bool Check(const v1::Criterion& criterion, const std::string& path) {
    bool good = true;
    switch (criterion.kind_case()) {
      case v1::Criterion::kPresent:
        return CheckPresent(criterion.present(), path + ".present");
      case v1::Criterion::kQuantity:
        return CheckQuantity(criterion.quantity(), path + ".quantity");
      case v1::Criterion::KIND_NOT_SET:
        return Fail(path,
                    "sets nothing; write one of present, quantity, all_of, "
                    "any_of, at_least");
      case v1::Criterion::kAllOf:
      case v1::Criterion::kAnyOf:
        break;
      case v1::Criterion::kAtLeast:
        good = CheckPoints(criterion.at_least(), path + ".at_least");
        break;
    }
    const std::vector<CriterionMember> members = MembersOf(criterion, path);
    // An empty list is a fault of the required field already.
    if (members.size() == 1) {
      good = Fail(KindFieldPath(criterion, path, "criteria"),
                  "has one member and needs two; add one, or write that one "
                  "criterion by itself");
    }
    good = good && !members.empty();
    for (const CriterionMember& member : members) {
      good = Check(member.criterion, member.path) && good;
    }
    return good && CheckSense(criterion, path);
  }

 private:
  bool Fail(const std::string& path, std::string text) {
    faults_->Add(entity_.FaultAt(path, std::move(text)));
    return false;
  }

  // The finding that a criterion names; null, with a fault where it is no fault
  // of the reference already, when the criterion cannot use it.
  const v1::Finding* Find(const std::string& name, v1::FindingKind kind,
                          const std::string& path) {
    const auto* finding = content_.Find<v1::Finding>(name);
    if (finding == nullptr) return nullptr;
    if (!finding->replaced_by().empty()) {
      Fail(path, absl::StrCat("`", name, "` is retired; write `",
                              finding->replaced_by(), "`"));
      return nullptr;
    }
    if (finding->kind() == kind) return finding;
    if (finding->kind() == v1::FINDING_KIND_QUANTITY) {
      Fail(path, absl::StrCat("`", name,
                              "` is a quantity; compare it with `quantity`"));
    } else if (finding->kind() == v1::FINDING_KIND_PRESENCE) {
      Fail(path, absl::StrCat("`", name,
                              "` is no quantity; ask for it with `present`"));
    }
    return nullptr;
  }

  bool CheckPresent(const v1::PresentCriterion& present,
                    const std::string& path) {
    const auto* finding =
        Find(present.finding(), v1::FINDING_KIND_PRESENCE, path + ".finding");
    if (finding == nullptr) return false;
    if (!present.regions().empty() && !finding->has_site()) {
      return Fail(path + ".regions",
                  absl::StrCat("`", present.finding(),
                               "` has no site; remove the regions, or set "
                               "has_site there"));
    }
    return true;
  }

  bool CheckQuantity(const v1::QuantityCriterion& quantity,
                     const std::string& path) {
    const auto* finding =
        Find(quantity.finding(), v1::FINDING_KIND_QUANTITY, path + ".finding");
    if (finding == nullptr || !finding->has_quantity()) return false;
    const double min = finding->quantity().min();
    const double max = finding->quantity().max();
    const double threshold = quantity.threshold();
    const std::string range =
        absl::StrCat("`", quantity.finding(), "` goes from ", min, " to ", max);
    // A range that is not one is a fault of the finding.
    if (!(min < max)) return false;
    if (!(threshold >= min && threshold <= max)) {
      return Fail(path + ".threshold",
                  absl::StrCat("is out of range: ", range,
                               "; choose a threshold within"));
    }
    const auto comparison = quantity.comparison();
    if ((comparison == v1::COMPARISON_GREATER && threshold == max) ||
        (comparison == v1::COMPARISON_LESS && threshold == min)) {
      return Fail(path + ".threshold",
                  absl::StrCat("is never passed: ", range,
                               "; choose another threshold or comparison"));
    }
    if ((comparison == v1::COMPARISON_GREATER_OR_EQUAL && threshold == min) ||
        (comparison == v1::COMPARISON_LESS_OR_EQUAL && threshold == max)) {
      return Fail(path + ".threshold",
                  absl::StrCat("is always met: ", range,
                               "; choose another threshold or comparison"));
    }
    return comparison != v1::COMPARISON_UNSPECIFIED;
  }

  bool CheckPoints(const v1::AtLeastCriterion& at_least,
                   const std::string& path) {
    bool good = true;
    int64_t sum = 0;
    for (int i = 0; i < at_least.criteria_size(); ++i) {
      const int weight = at_least.criteria(i).weight();
      const std::string weight_path =
          ElementPath(path, "criteria", i) + ".weight";
      if (weight < 1 && entity_.outline.Has(weight_path)) {
        good =
            Fail(weight_path, absl::StrCat("is ", weight, "; give 1 or more"));
      }
      sum += weight;
    }
    if (!entity_.outline.Has(path + ".threshold") || !good) return false;
    if (at_least.threshold() < 1 || at_least.threshold() > sum) {
      return Fail(path + ".threshold",
                  absl::StrCat("is ", at_least.threshold(),
                               "; give 1 or more, and no more than the sum of "
                               "the weights, ",
                               sum));
    }
    return true;
  }

  // Every part can be true and can be false; can the whole?
  bool CheckSense(const v1::Criterion& criterion, const std::string& path) {
    CriterionSpace space(content_);
    const auto node = space.Add(criterion);
    if (!node.has_value()) return false;
    const Answer ever =
        space.Exists({{&*node, true, absl::nullopt, 0}},
                     [](const std::string&) { return Freedom::kAny; });
    const Answer not_always = space.Exists(
        {{&*node, false, absl::nullopt, 0}}, [&](const std::string& name) {
          const auto* finding = content_.Find<v1::Finding>(name);
          return finding->kind() == v1::FINDING_KIND_QUANTITY
                     ? Freedom::kNotAbsent
                     : Freedom::kAbsent;
        });
    if (ever == Answer::kTooInvolved || not_always == Answer::kTooInvolved) {
      return Fail(path,
                  "combines too many findings to be proved; split it into "
                  "several");
    }
    if (ever == Answer::kNo) {
      return Fail(path,
                  "can never be true: its comparisons contradict each other; "
                  "change or remove one");
    }
    if (not_always == Answer::kNo) {
      return Fail(path,
                  "is true of everybody: its comparisons leave no value out; "
                  "change or remove one");
    }
    return true;
  }

  const ContentSet& content_;
  const Entity& entity_;
  FaultSink* faults_;
};

}  // namespace

void CheckCriteria(const ContentSet& content, FaultSink* faults) {
  for (const auto& [entity, criterion] : AllCriteria(content)) {
    Checker(content, entity, faults).Check(criterion, "criterion");
  }
}

}  // namespace knead::content
