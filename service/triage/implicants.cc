#include "service/triage/implicants.h"

#include <utility>

#include "absl/types/optional.h"

namespace knead {
namespace {

// What is over the limit by this factor comes down no more.
constexpr size_t kSlack = 16;

// Terms of which one has to hold; no value when there are too many.
using Terms = absl::optional<std::vector<Term>>;

class Finder {
 public:
  Finder(const AtomIndex& atoms, size_t limit) : atoms_(atoms), limit_(limit) {}

  Terms Find(const CriterionTree& tree) const {
    switch (tree.op) {
      case CriterionTree::Op::kPresent:
      case CriterionTree::Op::kQuantity: {
        std::vector<Term> terms;
        for (uint32_t atom : atoms_.OfLeaf(tree)) {
          terms.push_back(atoms_.WithImplied(atom));
        }
        return terms;
      }
      case CriterionTree::Op::kAnyOf:
        return Reaching(tree, 1, false);
      case CriterionTree::Op::kAllOf:
        return Reaching(tree, static_cast<int64_t>(tree.members.size()), false);
      case CriterionTree::Op::kAtLeast:
        return Reaching(tree, tree.wanted, true);
    }
    return std::vector<Term>();
  }

 private:
  // The ways to reach `wanted` points. `ways[k]` holds those to reach k points
  // with the members looked at so far.
  Terms Reaching(const CriterionTree& tree, int64_t wanted,
                 bool weighted) const {
    std::vector<std::vector<Term>> ways(wanted + 1);
    ways[0] = {Term()};
    for (const CriterionTree::Member& member : tree.members) {
      const Terms holds = Find(member.tree);
      if (!holds.has_value()) return absl::nullopt;
      const int64_t weight = weighted ? member.weight : 1;
      for (int64_t k = wanted; k > 0; --k) {
        const std::vector<Term>& without = ways[k > weight ? k - weight : 0];
        if (without.empty()) continue;
        Terms with = Product(without, *holds);
        if (!with.has_value()) return absl::nullopt;
        for (Term& term : ways[k]) with->push_back(std::move(term));
        ways[k] = KeepMinimal(*std::move(with));
        if (ways[k].size() > limit_) return absl::nullopt;
      }
    }
    return std::move(ways[wanted]);
  }

  Terms Product(const std::vector<Term>& a, const std::vector<Term>& b) const {
    std::vector<Term> product;
    for (const Term& left : a) {
      for (const Term& right : b) {
        Term both = Union(left, right);
        if (!atoms_.AreCompatible(both)) continue;
        product.push_back(std::move(both));
        if (product.size() > kSlack * limit_) return absl::nullopt;
      }
    }
    return product;
  }

  const AtomIndex& atoms_;
  const size_t limit_;
};

}  // namespace

Implicants FindImplicants(const CriterionTree& tree, const AtomIndex& atoms,
                          size_t limit) {
  Terms terms = Finder(atoms, limit).Find(tree);
  if (!terms.has_value()) return {{}, false};
  terms = KeepMinimal(*std::move(terms));
  if (terms->size() > limit) return {{}, false};
  return {*std::move(terms), true};
}

}  // namespace knead
