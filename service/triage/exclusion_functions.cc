#include "service/triage/exclusion_functions.h"

#include <algorithm>
#include <utility>

#include "service/triage/criterion_tree.h"
#include "service/triage/implicants.h"

namespace knead {
namespace {

// The criteria of which one has to hold for a technique of that signature to be
// excluded on that leg.
std::vector<CriterionTree> ExcludingTrees(const RuleSet& set,
                                          const TechniqueSignature& signature,
                                          SiteSet leg) {
  std::vector<CriterionTree> trees;
  for (const CompiledContraindication& compiled : set.contraindications) {
    for (const auto& effect : compiled.regional_effects) {
      const SiteSet excluded = signature.ExcludedAt(effect.kind) & leg;
      // An effect on regions of its own holds on the legs where the criterion
      // does; any other where the criterion does.
      const SiteSet where =
          effect.regions == kNoSites
              ? excluded
              : ((effect.regions & excluded) != kNoSites ? leg : kNoSites);
      if (where == kNoSites) continue;
      trees.push_back(HoldingAt(compiled.criterion.tree(), where));
    }
  }
  return trees;
}

ExclusionFunction MakeFunction(const std::vector<CriterionTree>& trees) {
  ExclusionFunction function;
  std::vector<const CriterionTree*> pointers;
  pointers.reserve(trees.size());
  for (const CriterionTree& tree : trees) pointers.push_back(&tree);
  function.atoms = AtomIndex(pointers);
  for (const CriterionTree& tree : trees) {
    Implicants implicants = FindImplicants(tree, function.atoms);
    function.complete = function.complete && implicants.complete;
    std::move(implicants.terms.begin(), implicants.terms.end(),
              std::back_inserter(function.terms));
  }
  function.terms = KeepMinimal(std::move(function.terms));
  return function;
}

}  // namespace

ExclusionFunctions::ExclusionFunctions(const Catalog& catalog,
                                       const RuleSet& set) {
  std::vector<TechniqueSignature> signatures;
  for (const v1::Technique& technique : catalog.bundle().techniques()) {
    const TechniqueSignature signature = *SignatureOf(technique, set.sites);
    const auto known =
        std::find(signatures.begin(), signatures.end(), signature);
    techniques_.push_back(&technique);
    signature_numbers_.push_back(
        static_cast<size_t>(known - signatures.begin()));
    if (known == signatures.end()) signatures.push_back(signature);
  }
  for (const TechniqueSignature& signature : signatures) {
    const auto on = [&](v1::Side side) {
      return MakeFunction(
          ExcludingTrees(set, signature, set.sites.OnSide(side)));
    };
    functions_.push_back({on(v1::SIDE_LEFT), on(v1::SIDE_RIGHT)});
  }
}

}  // namespace knead
