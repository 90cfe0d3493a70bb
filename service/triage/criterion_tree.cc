#include "service/triage/criterion_tree.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace knead {
namespace {

using Op = CriterionTree::Op;

absl::Status Refuse(absl::string_view what) {
  return absl::FailedPreconditionError(absl::StrCat("criterion: ", what));
}

class Resolver {
 public:
  Resolver(const FindingIndex& findings, const SiteIndex& sites)
      : findings_(findings), sites_(sites) {}

  absl::StatusOr<CriterionTree> Resolve(const v1::Criterion& criterion) const {
    switch (criterion.kind_case()) {
      case v1::Criterion::kPresent:
        return Present(criterion.present());
      case v1::Criterion::kQuantity:
        return Quantity(criterion.quantity());
      case v1::Criterion::kAllOf:
        return List(Op::kAllOf, criterion.all_of().criteria());
      case v1::Criterion::kAnyOf:
        return List(Op::kAnyOf, criterion.any_of().criteria());
      case v1::Criterion::kAtLeast:
        return AtLeast(criterion.at_least());
      case v1::Criterion::KIND_NOT_SET:
        break;
    }
    return Refuse("nothing is set");
  }

 private:
  absl::StatusOr<CriterionTree> Leaf(Op op, const std::string& name) const {
    const auto number = findings_.Find(name);
    const bool quantity = op == Op::kQuantity;
    if (!number.has_value() || findings_.is_quantity(*number) != quantity ||
        findings_.is_retired(*number)) {
      return Refuse(absl::StrCat(name, " is no ",
                                 quantity ? "quantity" : "yes/no",
                                 " finding in use"));
    }
    CriterionTree tree;
    tree.op = op;
    tree.finding = static_cast<uint32_t>(*number);
    tree.sited = findings_.finding(*number).has_site();
    return tree;
  }

  absl::StatusOr<CriterionTree> Present(
      const v1::PresentCriterion& present) const {
    auto tree = Leaf(Op::kPresent, present.finding());
    if (!tree.ok()) return tree;
    for (const std::string& name : present.regions()) {
      const auto region = sites_.Region(name);
      if (!region.has_value()) {
        return Refuse(absl::StrCat("there is no ", name));
      }
      tree->sites |= *region;
    }
    if (present.regions().empty()) tree->sites = sites_.all();
    return tree;
  }

  absl::StatusOr<CriterionTree> Quantity(
      const v1::QuantityCriterion& quantity) const {
    if (quantity.comparison() == v1::COMPARISON_UNSPECIFIED ||
        !v1::Comparison_IsValid(quantity.comparison())) {
      return Refuse("an unknown comparison");
    }
    auto tree = Leaf(Op::kQuantity, quantity.finding());
    if (!tree.ok()) return tree;
    tree->comparison = quantity.comparison();
    tree->threshold = quantity.threshold();
    return tree;
  }

  absl::Status Append(const v1::Criterion& criterion, int32_t weight,
                      CriterionTree* tree) const {
    auto member = Resolve(criterion);
    if (!member.ok()) return member.status();
    tree->sited = tree->sited || member->sited;
    tree->members.push_back({weight, *std::move(member)});
    return absl::OkStatus();
  }

  template <typename Criteria>
  absl::StatusOr<CriterionTree> List(Op op, const Criteria& criteria) const {
    if (criteria.empty()) return Refuse("an empty list");
    CriterionTree tree;
    tree.op = op;
    for (const v1::Criterion& criterion : criteria) {
      if (absl::Status status = Append(criterion, 1, &tree); !status.ok()) {
        return status;
      }
    }
    return tree;
  }

  absl::StatusOr<CriterionTree> AtLeast(
      const v1::AtLeastCriterion& at_least) const {
    CriterionTree tree;
    tree.op = Op::kAtLeast;
    tree.wanted = at_least.threshold();
    int64_t points = 0;
    for (const v1::WeightedCriterion& weighted : at_least.criteria()) {
      // A negative weight would be a negation.
      if (weighted.weight() < 1) return Refuse("a weight below 1");
      points += weighted.weight();
      if (absl::Status status =
              Append(weighted.criterion(), weighted.weight(), &tree);
          !status.ok()) {
        return status;
      }
    }
    if (tree.wanted < 1 || tree.wanted > points) {
      return Refuse("a threshold below 1 or out of reach");
    }
    return tree;
  }

  const FindingIndex& findings_;
  const SiteIndex& sites_;
};

}  // namespace

absl::StatusOr<CriterionTree> ResolveCriterion(const v1::Criterion& criterion,
                                               const FindingIndex& findings,
                                               const SiteIndex& sites) {
  return Resolver(findings, sites).Resolve(criterion);
}

CriterionTree HoldingAt(const CriterionTree& tree, SiteSet where) {
  if (!tree.sited) return tree;
  if (tree.op == Op::kPresent) {
    CriterionTree leaf = tree;
    leaf.sites &= where;
    return leaf;
  }
  CriterionTree there;
  there.op = Op::kAnyOf;
  there.sited = true;
  for (const CriterionTree::Member& member : tree.members) {
    // A condition that has no site says nothing about where.
    if (tree.op == Op::kAllOf && !member.tree.sited) continue;
    there.members.push_back({1, HoldingAt(member.tree, where)});
  }
  if (tree.op == Op::kAnyOf) return there;
  CriterionTree both;
  both.op = Op::kAllOf;
  both.sited = true;
  both.members.push_back({1, tree});
  both.members.push_back({1, std::move(there)});
  return both;
}

}  // namespace knead
