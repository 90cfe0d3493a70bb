#include "service/triage/criterion_program.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "absl/numeric/bits.h"

namespace knead {
namespace {

constexpr uint32_t kWordBits = 64;

}  // namespace

CriterionProgram::CriterionProgram(const CriterionTree& tree,
                                   const AtomIndex& atoms, SiteSet all_sites,
                                   CriterionCode* code)
    : atoms_(&atoms),
      code_(code),
      all_sites_(all_sites),
      root_(static_cast<uint32_t>(code->nodes_.size())) {
  Append(tree, 1, code);
}

void CriterionProgram::Append(const CriterionTree& tree, int32_t weight,
                              CriterionCode* code) {
  const size_t at = code->nodes_.size();
  Node node;
  node.weight = weight;
  node.sited = tree.sited;
  node.op = tree.is_leaf() ? Op::kAnyOf : tree.op;
  node.wanted = tree.wanted;
  // Atoms by weight and word.
  std::map<std::pair<int32_t, uint32_t>, uint64_t> atoms;
  std::vector<const CriterionTree::Member*> below;
  const auto add_atoms = [&](const Term& term, int32_t points) {
    for (uint32_t atom : term) {
      atoms[{points, atom / kWordBits}] |= uint64_t{1} << (atom % kWordBits);
    }
  };
  if (tree.is_leaf()) {
    add_atoms(atoms_->OfLeaf(tree), 1);
  } else {
    Term seen;
    for (const CriterionTree::Member& member : tree.members) {
      const int32_t points = node.op == Op::kAtLeast ? member.weight : 1;
      Term leaf;
      if (member.tree.is_leaf()) leaf = atoms_->OfLeaf(member.tree);
      // A member that stands for several atoms counts once, and so does an
      // atom in a mask: where members count, each needs a place of its own.
      const bool counts = node.op == Op::kAtLeast;
      const bool direct =
          member.tree.is_leaf() &&
          (node.op == Op::kAnyOf ||
           (leaf.size() == 1 &&
            !(counts && std::count(seen.begin(), seen.end(), leaf[0]) > 0)));
      if (direct) {
        add_atoms(leaf, points);
        seen.insert(seen.end(), leaf.begin(), leaf.end());
      } else {
        below.push_back(&member);
      }
    }
  }
  node.masks_begin = static_cast<uint32_t>(code->masks_.size());
  for (const auto& [key, bits] : atoms) {
    code->masks_.push_back({bits, key.second, key.first});
  }
  node.masks_end = static_cast<uint32_t>(code->masks_.size());
  code->nodes_.push_back(node);
  for (const CriterionTree::Member* member : below) {
    Append(member->tree, node.op == Op::kAtLeast ? member->weight : 1, code);
  }
  code->nodes_[at].end = static_cast<uint32_t>(code->nodes_.size());
}

Truth CriterionProgram::Evaluate(const Facts& facts) const {
  return EvaluateNode(root_, facts.words());
}

Truth CriterionProgram::EvaluateNode(size_t at,
                                     absl::Span<const LaneWord> words) const {
  const std::vector<Node>& nodes = code_->nodes_;
  const Node& node = nodes[at];
  const Mask* const masks_end = code_->masks_.data() + node.masks_end;
  const Mask* mask = code_->masks_.data() + node.masks_begin;
  switch (node.op) {
    case Op::kAllOf: {
      Truth truth = kAlwaysTrue;
      for (; mask != masks_end; ++mask) {
        const LaneWord& word = words[mask->word];
        for (int lane = 0; lane < kLanes; ++lane) {
          if ((word[lane] & mask->bits) != mask->bits) {
            truth &= ~Bit(static_cast<Lane>(lane));
          }
        }
      }
      for (size_t i = at + 1; i < node.end && truth != 0; i = nodes[i].end) {
        truth &= EvaluateNode(i, words);
      }
      return truth;
    }
    case Op::kAtLeast: {
      std::array<int64_t, kLanes> points = {};
      for (; mask != masks_end; ++mask) {
        const LaneWord& word = words[mask->word];
        for (int lane = 0; lane < kLanes; ++lane) {
          points[lane] +=
              int64_t{mask->weight} * absl::popcount(word[lane] & mask->bits);
        }
      }
      for (size_t i = at + 1; i < node.end; i = nodes[i].end) {
        const Truth below = EvaluateNode(i, words);
        for (int lane = 0; lane < kLanes; ++lane) {
          if (Holds(below, static_cast<Lane>(lane))) {
            points[lane] += nodes[i].weight;
          }
        }
      }
      Truth truth = 0;
      for (int lane = 0; lane < kLanes; ++lane) {
        if (points[lane] >= node.wanted) truth |= Bit(static_cast<Lane>(lane));
      }
      return truth;
    }
    default: {
      Truth truth = 0;
      for (; mask != masks_end; ++mask) {
        const LaneWord& word = words[mask->word];
        for (int lane = 0; lane < kLanes; ++lane) {
          if ((word[lane] & mask->bits) != 0) {
            truth |= Bit(static_cast<Lane>(lane));
          }
        }
      }
      for (size_t i = at + 1; i < node.end && truth != kAlwaysTrue;
           i = nodes[i].end) {
        truth |= EvaluateNode(i, words);
      }
      return truth;
    }
  }
}

template <typename Visit>
void CriterionProgram::ForAtoms(const Node& node, const Facts& facts, Lane lane,
                                Visit visit) const {
  for (uint32_t m = node.masks_begin; m < node.masks_end; ++m) {
    uint64_t bits =
        code_->masks_[m].bits & facts.words()[code_->masks_[m].word][lane];
    for (; bits != 0; bits &= bits - 1) {
      visit(code_->masks_[m].word * kWordBits + absl::countr_zero(bits));
    }
  }
}

SiteSet CriterionProgram::AtomSites(size_t number, const Facts& facts,
                                    Lane lane) const {
  const Atom& atom = atoms_->atom(number);
  // A finding without sites is everywhere.
  return atom.is_quantity() ? all_sites_
                            : facts.of(atom.finding).sites[lane] & atom.sites;
}

SiteSet CriterionProgram::Sites(const Facts& facts, Lane lane) const {
  return NodeSites(root_, facts, lane);
}

SiteSet CriterionProgram::NodeSites(size_t at, const Facts& facts,
                                    Lane lane) const {
  const Node& node = code_->nodes_[at];
  if (!Holds(EvaluateNode(at, facts.words()), lane)) return kNoSites;
  // A condition that has no site says nothing about where.
  const bool sited_only = node.op == Op::kAllOf && node.sited;
  if (node.op == Op::kAllOf && !node.sited) return all_sites_;
  SiteSet sites = kNoSites;
  ForAtoms(node, facts, lane, [&](size_t atom) {
    if (!sited_only || atoms_->atom(atom).sited) {
      sites |= AtomSites(atom, facts, lane);
    }
  });
  for (size_t i = at + 1; i < node.end; i = code_->nodes_[i].end) {
    if (!sited_only || code_->nodes_[i].sited) {
      sites |= NodeSites(i, facts, lane);
    }
  }
  return sites;
}

std::vector<uint32_t> CriterionProgram::Reasons(const Facts& facts) const {
  std::vector<uint32_t> findings;
  if (!Holds(Evaluate(facts), kFloor)) return findings;
  // What is certain of this criterion's atoms; the other lanes do not matter.
  std::vector<LaneWord> words(facts.words().size(), LaneWord{});
  for (uint32_t i = root_; i < code_->nodes_[root_].end; ++i) {
    ForAtoms(code_->nodes_[i], facts, kFloor, [&](size_t atom) {
      words[atom / kWordBits][kFloor] |= uint64_t{1} << (atom % kWordBits);
      findings.push_back(atoms_->atom(atom).finding);
    });
  }
  std::sort(findings.begin(), findings.end());
  findings.erase(std::unique(findings.begin(), findings.end()), findings.end());
  // Leaves one out after the other, the last first, as long as it still holds.
  for (size_t i = findings.size(); i-- > 0;) {
    const std::vector<LaneWord> before = words;
    const auto [begin, end] = atoms_->OfFinding(findings[i]);
    for (uint32_t atom = begin; atom < end; ++atom) {
      words[atom / kWordBits][kFloor] &= ~(uint64_t{1} << (atom % kWordBits));
    }
    if (Holds(EvaluateNode(root_, words), kFloor)) {
      findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(i));
    } else {
      words = before;
    }
  }
  return findings;
}

void CriterionProgram::VisitOpen(bool sites, const Facts& facts,
                                 absl::FunctionRef<void(size_t)> visit) const {
  VisitNodeOpen(root_, sites, facts, visit);
}

void CriterionProgram::VisitNodeOpen(
    size_t at, bool sites, const Facts& facts,
    absl::FunctionRef<void(size_t)> visit) const {
  const Node& node = code_->nodes_[at];
  const Truth truth = EvaluateNode(at, facts.words());
  if (!Holds(truth, kCeiling)) return;
  const bool decided = Holds(truth, kFloor);
  // What holds already can still spread.
  if (decided && !(sites && NodeSites(at, facts, kFloor) !=
                                NodeSites(at, facts, kCeiling))) {
    return;
  }
  ForAtoms(node, facts, kCeiling, [&](size_t atom) {
    if (!facts.AtomHolds(atom, kFloor)) visit(atoms_->atom(atom).finding);
  });
  for (size_t i = at + 1; i < node.end; i = code_->nodes_[i].end) {
    VisitNodeOpen(i, sites, facts, visit);
  }
}

}  // namespace knead
