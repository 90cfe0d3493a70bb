#ifndef KNEAD_CLIENT_CLI_LIBRARY_H_
#define KNEAD_CLIENT_CLI_LIBRARY_H_

#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/names.h"
#include "client/cli/resource_kinds.h"
#include "client/client.h"
#include "client/paged_range.h"

namespace knead::cli {

// The content of the server, read when it is first needed and then kept, so
// that one command asks for each collection at most once. Not thread-safe.
class Library {
 public:
  // Reads through `client`, in the language `language_code` (empty: the
  // content's own).
  Library(Client client, std::string language_code)
      : client_(std::move(client)), language_code_(std::move(language_code)) {}

  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;

  const Client& client() const { return client_; }
  const std::string& language_code() const { return language_code_; }

  // Reads the resources of these kinds, in full, unless that was done.
  template <typename... Kinds>
  absl::Status Load() {
    absl::Status status;
    ((status.Update(LoadOne<Kinds>())), ...);
    return status;
  }

  // All resources of a kind that was loaded, by name; none otherwise.
  template <typename Kind>
  const std::vector<typename Kind::Resource>& All() const {
    static const auto& none = *new std::vector<typename Kind::Resource>();
    const auto& resources = Slot<Kind>(slots_);
    return resources ? *resources : none;
  }

  // The resource of that name, of a kind that was loaded; null otherwise.
  template <typename Kind>
  const typename Kind::Resource* Find(absl::string_view name) const {
    for (const auto& resource : All<Kind>()) {
      if (resource.name() == name) return &resource;
    }
    return nullptr;
  }

  // The resource name that `text` means among those of a kind; see ResolveName.
  template <typename Kind>
  absl::StatusOr<std::string> Resolve(absl::string_view text) {
    if (absl::Status status = Load<Kind>(); !status.ok()) return status;
    std::vector<NamedThing> things;
    for (const auto& resource : All<Kind>()) {
      things.push_back(
          {resource.name(),
           resource.display_name(),
           {resource.aliases().begin(), resource.aliases().end()}});
    }
    return ResolveName(
        text, {Kind::kSingular, absl::StrCat("knead ", Kind::kCommand)},
        things);
  }

  // The same, for a kind that is known by its collection only, e.g. `tools`.
  absl::StatusOr<std::string> Resolve(absl::string_view collection,
                                      absl::string_view text);

  // What a person calls the resource of that name, of whatever kind. Loads the
  // kind if need be; where that fails or there is none, the id in words.
  std::string DisplayName(absl::string_view name);

 private:
  template <typename Tuple>
  struct SlotsOf;
  template <typename... Kinds>
  struct SlotsOf<std::tuple<Kinds...>> {
    using Type =
        std::tuple<std::optional<std::vector<typename Kinds::Resource>>...>;
  };
  using Slots = SlotsOf<ResourceKinds>::Type;

  template <typename Kind, typename AnySlots>
  static auto& Slot(AnySlots& slots) {
    return std::get<std::optional<std::vector<typename Kind::Resource>>>(slots);
  }

  template <typename Kind>
  absl::Status LoadOne() {
    auto& resources = Slot<Kind>(slots_);
    if (resources) return absl::OkStatus();
    typename Kind::ListRequest request;
    request.set_view(v1::VIEW_FULL);
    request.set_page_size(kPageSize);
    request.set_language_code(language_code_);
    auto all = Collect(Kind::List(client_, std::move(request)));
    if (!all.ok()) return all.status();
    resources = *std::move(all);
    return absl::OkStatus();
  }

  // The largest page that the service gives.
  static constexpr int kPageSize = 1000;

  const Client client_;
  const std::string language_code_;
  Slots slots_;
};

}  // namespace knead::cli

#endif  // KNEAD_CLIENT_CLI_LIBRARY_H_
