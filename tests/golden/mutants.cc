#include "tests/golden/mutants.h"

#include <cmath>
#include <map>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/repeated_field.h"
#include "knead/v1/content_bundle.pb.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/criterion.pb.h"
#include "knead/v1/finding.pb.h"
#include "knead/v1/indication.pb.h"
#include "knead/v1/triage.pb.h"

namespace knead {
namespace {

using ::google::protobuf::RepeatedPtrField;

// Called with the path and the change once the criterion was changed.
using Emit =
    absl::FunctionRef<void(const std::string& path, const std::string& change)>;

// The other strictness of a comparison.
v1::Comparison OtherStrictness(v1::Comparison comparison) {
  switch (comparison) {
    case v1::COMPARISON_GREATER_OR_EQUAL:
      return v1::COMPARISON_GREATER;
    case v1::COMPARISON_GREATER:
      return v1::COMPARISON_GREATER_OR_EQUAL;
    case v1::COMPARISON_LESS_OR_EQUAL:
      return v1::COMPARISON_LESS;
    case v1::COMPARISON_LESS:
      return v1::COMPARISON_LESS_OR_EQUAL;
    default:
      return comparison;
  }
}

// The item at `index` taken out, for as long as this lives.
template <typename Item>
class LeftOut {
 public:
  LeftOut(RepeatedPtrField<Item>& items, int index)
      : items_(items), whole_(items) {
    items.DeleteSubrange(index, 1);
  }
  ~LeftOut() { items_.Swap(&whole_); }

  LeftOut(const LeftOut&) = delete;
  LeftOut& operator=(const LeftOut&) = delete;

 private:
  RepeatedPtrField<Item>& items_;
  RepeatedPtrField<Item> whole_;
};

// Changes criteria, one place at a time.
class CriterionMutator {
 public:
  explicit CriterionMutator(const v1::ContentBundle& content) {
    for (const v1::Finding& finding : content.findings()) {
      // With a tape, people measure to the millimetre.
      steps_[finding.name()] =
          finding.quantity().unit() == "centimetres" ? 0.1 : 1;
    }
  }

  void Mutate(v1::Criterion& criterion, const std::string& path,
              Emit emit) const {
    switch (criterion.kind_case()) {
      case v1::Criterion::kQuantity:
        MutateQuantity(*criterion.mutable_quantity(),
                       absl::StrCat(path, ".quantity"), emit);
        break;
      case v1::Criterion::kAllOf: {
        const std::string here = absl::StrCat(path, ".all_of");
        MutateMembers(*criterion.mutable_all_of()->mutable_criteria(), here,
                      emit);
        const v1::Criterion original = criterion;
        *criterion.mutable_any_of()->mutable_criteria() =
            original.all_of().criteria();
        emit(here, "all_of becomes any_of");
        criterion = original;
        break;
      }
      case v1::Criterion::kAnyOf: {
        const std::string here = absl::StrCat(path, ".any_of");
        MutateMembers(*criterion.mutable_any_of()->mutable_criteria(), here,
                      emit);
        const v1::Criterion original = criterion;
        *criterion.mutable_all_of()->mutable_criteria() =
            original.any_of().criteria();
        emit(here, "any_of becomes all_of");
        criterion = original;
        break;
      }
      case v1::Criterion::kAtLeast:
        MutateAtLeast(*criterion.mutable_at_least(),
                      absl::StrCat(path, ".at_least"), emit);
        break;
      default:
        break;
    }
  }

 private:
  void MutateQuantity(v1::QuantityCriterion& quantity, const std::string& path,
                      Emit emit) const {
    const v1::QuantityCriterion original = quantity;
    quantity.set_comparison(OtherStrictness(original.comparison()));
    emit(path,
         absl::StrCat(v1::Comparison_Name(original.comparison()), " becomes ",
                      v1::Comparison_Name(quantity.comparison())));
    quantity = original;
    const double step = steps_.at(original.finding());
    for (int direction : {-1, 1}) {
      // In tenths, since 0.1 has no exact binary value.
      quantity.set_threshold(
          std::round((original.threshold() + direction * step) * 10) / 10);
      emit(path, absl::StrCat("threshold ", original.threshold(), " becomes ",
                              quantity.threshold()));
    }
    quantity = original;
  }

  void MutateMembers(RepeatedPtrField<v1::Criterion>& criteria,
                     const std::string& path, Emit emit) const {
    for (int i = 0; i < criteria.size(); ++i) {
      const std::string member = absl::StrCat(path, ".criteria[", i, "]");
      Mutate(*criteria.Mutable(i), member, emit);
      const LeftOut<v1::Criterion> left_out(criteria, i);
      emit(member, "is left out");
    }
  }

  void MutateAtLeast(v1::AtLeastCriterion& at_least, const std::string& path,
                     Emit emit) const {
    const int32_t wanted = at_least.threshold();
    for (int direction : {-1, 1}) {
      at_least.set_threshold(wanted + direction);
      emit(path, absl::StrCat("threshold ", wanted, " becomes ",
                              at_least.threshold()));
    }
    at_least.set_threshold(wanted);
    auto& criteria = *at_least.mutable_criteria();
    for (int i = 0; i < criteria.size(); ++i) {
      const std::string member = absl::StrCat(path, ".criteria[", i, "]");
      Mutate(*criteria.Mutable(i)->mutable_criterion(),
             absl::StrCat(member, ".criterion"), emit);
      const LeftOut<v1::WeightedCriterion> left_out(criteria, i);
      emit(member, "is left out");
    }
  }

  // By name of finding.
  std::map<std::string, double> steps_;
};

// Changes what follows from a criterion.
void MutateOutcome(v1::TriageRule& rule, Emit emit) {
  const v1::Urgency urgency = rule.urgency();
  for (int direction : {-1, 1}) {
    if (!v1::Urgency_IsValid(urgency + direction)) continue;
    rule.set_urgency(static_cast<v1::Urgency>(urgency + direction));
    emit("urgency", absl::StrCat(v1::Urgency_Name(urgency), " becomes ",
                                 v1::Urgency_Name(rule.urgency())));
  }
  rule.set_urgency(urgency);
}

void MutateOutcome(v1::Contraindication& contraindication, Emit emit) {
  for (int i = 0; i < contraindication.effects_size(); ++i) {
    const LeftOut<v1::Effect> left_out(*contraindication.mutable_effects(), i);
    emit(absl::StrCat("effects[", i, "]"), "is left out");
  }
}

void MutateOutcome(v1::Indication&, Emit) {}

template <typename Resource>
void MutateAll(
    const v1::ContentBundle& content, RepeatedPtrField<Resource>& resources,
    const std::string& folder, const CriterionMutator& mutator,
    absl::FunctionRef<void(const Mutant&, const v1::ContentBundle&)> visit) {
  for (int i = 0; i < resources.size(); ++i) {
    const std::string& name = resources.Get(i).name();
    const std::string file =
        absl::StrCat("content/", folder, name.substr(name.find('/')));
    const auto emit = [&](const std::string& path, const std::string& change) {
      visit({file, path, change}, content);
    };
    mutator.Mutate(*resources.Mutable(i)->mutable_criterion(), "criterion",
                   emit);
    MutateOutcome(*resources.Mutable(i), emit);
    const LeftOut<Resource> left_out(resources, i);
    visit({file, "", "is left out"}, content);
  }
}

}  // namespace

void ForEachMutant(
    v1::ContentBundle& content,
    absl::FunctionRef<void(const Mutant&, const v1::ContentBundle&)> visit) {
  const CriterionMutator mutator(content);
  MutateAll(content, *content.mutable_triage_rules(), "triage_rules", mutator,
            visit);
  MutateAll(content, *content.mutable_contraindications(), "contraindications",
            mutator, visit);
  MutateAll(content, *content.mutable_indications(), "indications", mutator,
            visit);
}

}  // namespace knead
