#include "tools/content/compiler.h"

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "content/digest.h"
#include "tools/content/canonical.h"
#include "tools/content/criterion_checks.h"
#include "tools/content/denial_checks.h"
#include "tools/content/derive.h"
#include "tools/content/effect_checks.h"
#include "tools/content/facts.h"
#include "tools/content/field_checks.h"
#include "tools/content/figures.h"
#include "tools/content/finding_checks.h"
#include "tools/content/gate_checks.h"
#include "tools/content/lexicon.h"
#include "tools/content/link_checks.h"
#include "tools/content/loader.h"
#include "tools/content/manifest_checks.h"
#include "tools/content/name_checks.h"
#include "tools/content/proof.h"
#include "tools/content/range_checks.h"
#include "tools/content/search_checks.h"
#include "tools/content/session_checks.h"
#include "tools/content/source_checks.h"
#include "tools/content/technique_checks.h"
#include "tools/content/text_checks.h"
#include "tools/content/triage_checks.h"
#include "tools/content/usage_checks.h"

namespace knead::content {
namespace {

v1::ContentBundle Assemble(const ContentSet& content) {
  v1::ContentBundle bundle;
  for (const auto& entity : content.entities()) {
    if (entity.get() == content.search_words()) {
      *bundle.mutable_search_words() = entity->As<v1::SearchWords>();
    } else if (entity->kind == nullptr) {
      *bundle.mutable_manifest() = entity->As<v1::ContentManifest>();
    } else {
      bundle.GetReflection()
          ->AddMessage(&bundle, entity->kind->bundle_field)
          ->CopyFrom(*entity->message);
    }
  }
  return bundle;
}

}  // namespace

absl::StatusOr<CompiledContent> Compile(absl::Span<const SourceFile> files,
                                        FaultSink* faults) {
  const ContentSet content = Load(files, faults);
  const std::vector<FactList> facts = ReadFacts(files, faults);
  const Figures figures = ReadFigures(files, faults);
  const LexiconParts lexicon = ReadLexicon(files, faults);
  CheckFields(content, faults);
  CheckTexts(content, faults);
  CheckNames(content, faults);
  CheckLinks(content, faults);
  CheckFactIds(content, facts, faults);
  CheckManifest(content, faults);
  CheckRanges(content, faults);
  CheckSearchWords(content, faults);
  CheckSessions(content, faults);
  CheckSources(content, faults);
  CheckTechniques(content, faults);
  CheckEffects(content, faults);
  CheckFindings(content, faults);
  CheckCriteria(content, faults);
  CheckGates(content, faults);
  CheckTriage(content, faults);
  CheckDenial(content, faults);
  CheckUsage(content, faults);
  CheckFigures(content, figures, faults);
  CheckLexicon(content, lexicon, faults);
  if (!faults->empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat(faults->Sorted().size(), " faults in the content"));
  }
  CompiledContent compiled;
  compiled.bundle = Assemble(content);
  *compiled.bundle.mutable_figure_atlas() = figures.atlas;
  if (!lexicon.parts.empty()) {
    *compiled.bundle.mutable_lexicon() = JoinLexicon(lexicon);
  }
  SortCollections(&compiled.bundle);
  FillDerivedFields(&compiled.bundle);
  compiled.bytes = CanonicalBytes(compiled.bundle);
  compiled.revision = ContentDigest(compiled.bytes);
  absl::StatusOr<v1::ContentCertificate> certificate =
      Prove(compiled.bytes, faults);
  if (!certificate.ok()) return certificate.status();
  compiled.certificate = *std::move(certificate);
  return compiled;
}

std::string CertifiedBytes(const CompiledContent& content) {
  v1::CertifiedContent certified;
  certified.set_content_bundle(content.bytes);
  *certified.mutable_certificate() = content.certificate;
  return CanonicalBytes(certified);
}

}  // namespace knead::content
