#include "service/triage/criterion_program.h"

#include <array>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"

namespace knead {

absl::StatusOr<CriterionProgram> CriterionProgram::Compile(
    const v1::Criterion& criterion, const FindingIndex& findings,
    const SiteIndex& sites) {
  CriterionProgram program;
  program.all_sites_ = sites.all();
  absl::Status status = program.Append(criterion, 1, findings, sites);
  if (!status.ok()) return status;
  return program;
}

absl::Status CriterionProgram::Append(const v1::Criterion& criterion,
                                      int32_t weight,
                                      const FindingIndex& findings,
                                      const SiteIndex& sites) {
  const size_t at = nodes_.size();
  nodes_.emplace_back();
  nodes_[at].weight = weight;
  const auto take_finding = [&](const std::string& name,
                                bool quantity) -> absl::Status {
    const auto number = findings.Find(name);
    if (!number.has_value() || findings.is_quantity(*number) != quantity ||
        findings.is_retired(*number)) {
      return absl::FailedPreconditionError(
          absl::StrCat("criterion: ", name, " is no ",
                       quantity ? "quantity" : "yes/no", " finding in use"));
    }
    nodes_[at].finding = static_cast<uint32_t>(*number);
    nodes_[at].sited = findings.finding(*number).has_site();
    return absl::OkStatus();
  };
  const auto append_all = [&](const auto& criteria) -> absl::Status {
    if (criteria.empty()) {
      return absl::FailedPreconditionError("criterion: an empty list");
    }
    for (const v1::Criterion& child : criteria) {
      absl::Status status = Append(child, 1, findings, sites);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  };
  absl::Status status;
  switch (criterion.kind_case()) {
    case v1::Criterion::kPresent: {
      nodes_[at].op = Op::kPresent;
      status = take_finding(criterion.present().finding(), false);
      SiteSet mask = 0;
      for (const std::string& name : criterion.present().regions()) {
        const auto region = sites.Region(name);
        if (!region.has_value()) {
          return absl::FailedPreconditionError(
              absl::StrCat("criterion: there is no ", name));
        }
        mask |= *region;
      }
      nodes_[at].mask =
          criterion.present().regions().empty() ? sites.all() : mask;
      break;
    }
    case v1::Criterion::kQuantity:
      nodes_[at].op = Op::kQuantity;
      nodes_[at].comparison = criterion.quantity().comparison();
      nodes_[at].threshold = criterion.quantity().threshold();
      if (criterion.quantity().comparison() == v1::COMPARISON_UNSPECIFIED ||
          !v1::Comparison_IsValid(criterion.quantity().comparison())) {
        return absl::FailedPreconditionError(
            "criterion: an unknown comparison");
      }
      status = take_finding(criterion.quantity().finding(), true);
      break;
    case v1::Criterion::kAllOf:
      nodes_[at].op = Op::kAllOf;
      status = append_all(criterion.all_of().criteria());
      break;
    case v1::Criterion::kAnyOf:
      nodes_[at].op = Op::kAnyOf;
      status = append_all(criterion.any_of().criteria());
      break;
    case v1::Criterion::kAtLeast: {
      nodes_[at].op = Op::kAtLeast;
      nodes_[at].wanted = criterion.at_least().threshold();
      int64_t points = 0;
      for (const auto& weighted : criterion.at_least().criteria()) {
        // A negative weight would be a negation.
        if (weighted.weight() < 1) {
          return absl::FailedPreconditionError("criterion: a weight below 1");
        }
        points += weighted.weight();
        status =
            Append(weighted.criterion(), weighted.weight(), findings, sites);
        if (!status.ok()) return status;
      }
      if (nodes_[at].wanted < 1 || nodes_[at].wanted > points) {
        return absl::FailedPreconditionError(
            "criterion: a threshold below 1 or out of reach");
      }
      break;
    }
    case v1::Criterion::KIND_NOT_SET:
      return absl::FailedPreconditionError("criterion: nothing is set");
  }
  nodes_[at].end = static_cast<uint32_t>(nodes_.size());
  for (size_t i = at + 1; i < nodes_.size(); ++i) {
    nodes_[at].sited = nodes_[at].sited || nodes_[i].sited;
  }
  return status;
}

Truth CriterionProgram::Evaluate(const Facts& facts) const {
  return EvaluateNode(0, facts);
}

Truth CriterionProgram::EvaluateNode(size_t at, const Facts& facts) const {
  const Node& node = nodes_[at];
  switch (node.op) {
    case Op::kPresent:
      return facts.Present(node.finding, node.mask);
    case Op::kQuantity:
      return facts.Compare(node.finding, node.comparison, node.threshold);
    case Op::kAllOf: {
      Truth truth = kAlwaysTrue;
      for (size_t i = at + 1; i < node.end && truth != 0; i = nodes_[i].end) {
        truth &= EvaluateNode(i, facts);
      }
      return truth;
    }
    case Op::kAnyOf: {
      Truth truth = 0;
      for (size_t i = at + 1; i < node.end && truth != kAlwaysTrue;
           i = nodes_[i].end) {
        truth |= EvaluateNode(i, facts);
      }
      return truth;
    }
    case Op::kAtLeast: {
      std::array<int64_t, kLanes> points = {};
      for (size_t i = at + 1; i < node.end; i = nodes_[i].end) {
        const Truth child = EvaluateNode(i, facts);
        for (int lane = 0; lane < kLanes; ++lane) {
          if (Holds(child, static_cast<Lane>(lane))) {
            points[lane] += nodes_[i].weight;
          }
        }
      }
      Truth truth = 0;
      for (int lane = 0; lane < kLanes; ++lane) {
        if (points[lane] >= node.wanted) truth |= Bit(static_cast<Lane>(lane));
      }
      return truth;
    }
  }
  return 0;
}

SiteSet CriterionProgram::Sites(const Facts& facts, Lane lane) const {
  return NodeSites(0, facts, lane);
}

SiteSet CriterionProgram::NodeSites(size_t at, const Facts& facts,
                                    Lane lane) const {
  const Node& node = nodes_[at];
  if (!Holds(EvaluateNode(at, facts), lane)) return kNoSites;
  switch (node.op) {
    case Op::kPresent:
      return node.sited ? facts.of(node.finding).sites[lane] & node.mask
                        : all_sites_;
    case Op::kQuantity:
      return all_sites_;
    case Op::kAllOf: {
      // A condition that has no site says nothing about where.
      if (!node.sited) return all_sites_;
      SiteSet sites = kNoSites;
      for (size_t i = at + 1; i < node.end; i = nodes_[i].end) {
        if (nodes_[i].sited) sites |= NodeSites(i, facts, lane);
      }
      return sites;
    }
    case Op::kAnyOf:
    case Op::kAtLeast: {
      SiteSet sites = kNoSites;
      for (size_t i = at + 1; i < node.end; i = nodes_[i].end) {
        sites |= NodeSites(i, facts, lane);
      }
      return sites;
    }
  }
  return kNoSites;
}

void CriterionProgram::VisitReasons(
    const Facts& facts, absl::FunctionRef<void(size_t)> visit) const {
  VisitNodeReasons(0, facts, visit);
}

void CriterionProgram::VisitNodeReasons(
    size_t at, const Facts& facts,
    absl::FunctionRef<void(size_t)> visit) const {
  const Node& node = nodes_[at];
  if (!Holds(EvaluateNode(at, facts), kFloor)) return;
  if (node.op == Op::kPresent || node.op == Op::kQuantity) {
    visit(node.finding);
    return;
  }
  for (size_t i = at + 1; i < node.end; i = nodes_[i].end) {
    VisitNodeReasons(i, facts, visit);
  }
}

void CriterionProgram::VisitOpen(bool sites, const Facts& facts,
                                 absl::FunctionRef<void(size_t)> visit) const {
  VisitNodeOpen(0, sites, facts, visit);
}

void CriterionProgram::VisitNodeOpen(
    size_t at, bool sites, const Facts& facts,
    absl::FunctionRef<void(size_t)> visit) const {
  const Node& node = nodes_[at];
  const Truth truth = EvaluateNode(at, facts);
  if (!Holds(truth, kCeiling)) return;
  const bool decided = Holds(truth, kFloor);
  // What holds already can still spread.
  if (decided && !(sites && NodeSites(at, facts, kFloor) !=
                                NodeSites(at, facts, kCeiling))) {
    return;
  }
  if (node.op == Op::kPresent || node.op == Op::kQuantity) {
    visit(node.finding);
    return;
  }
  for (size_t i = at + 1; i < node.end; i = nodes_[i].end) {
    VisitNodeOpen(i, sites, facts, visit);
  }
}

}  // namespace knead
