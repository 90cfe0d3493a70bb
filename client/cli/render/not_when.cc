#include "client/cli/render/not_when.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/algorithm/container.h"
#include "client/cli/library.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/page.h"
#include "knead/v1/contraindication.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead::cli {
namespace {

using Names = std::vector<std::string>;

Names ContraindicationsOf(const std::string& name, const Library& library) {
  const v1::Technique* technique = library.Find<TechniqueKind>(name);
  if (technique == nullptr) return {};
  return {technique->contraindications().begin(),
          technique->contraindications().end()};
}

template <typename Predicate>
void Drop(Names& names, Predicate predicate) {
  names.erase(std::remove_if(names.begin(), names.end(), predicate),
              names.end());
}

}  // namespace

NotWhen NotWhenOf(const std::vector<std::string>& techniques,
                  const Library& library) {
  NotWhen not_when;
  for (const std::string& technique : techniques) {
    not_when.own.push_back(ContraindicationsOf(technique, library));
  }
  if (not_when.own.empty()) return not_when;
  not_when.common = not_when.own.front();
  Drop(not_when.common, [&](const std::string& name) {
    return !absl::c_all_of(not_when.own, [&](const Names& names) {
      return absl::c_linear_search(names, name);
    });
  });
  for (Names& names : not_when.own) {
    Drop(names, [&](const std::string& name) {
      return absl::c_linear_search(not_when.common, name);
    });
  }
  return not_when;
}

void RenderNotWhen(const Names& contraindications, Library& library,
                   Page& page) {
  for (const std::string& name : contraindications) {
    const v1::Contraindication* contraindication =
        library.Find<ContraindicationKind>(name);
    page.Bullet(contraindication == nullptr ? library.DisplayName(name)
                                            : contraindication->summary());
  }
}

}  // namespace knead::cli
