#include "client/cli/lookup.h"

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "client/cli/answer.h"
#include "client/cli/arguments.h"
#include "client/cli/library.h"
#include "client/cli/lookup_commands.h"
#include "client/cli/output.h"
#include "client/cli/render/anatomy.h"
#include "client/cli/render/care_pathway.h"
#include "client/cli/render/content_info.h"
#include "client/cli/render/contraindication.h"
#include "client/cli/render/finding.h"
#include "client/cli/render/guidance.h"
#include "client/cli/render/indication.h"
#include "client/cli/render/source.h"
#include "client/cli/render/technique.h"
#include "client/cli/render/tool.h"
#include "client/cli/render/triage_rule.h"
#include "client/cli/resource_kinds.h"
#include "client/cli/text/style.h"
#include "client/cli/text/text_page.h"
#include "client/cli/text/unicode.h"
#include "client/cli/words/enum_label.h"
#include "client/names.h"
#include "client/paged_range.h"
#include "google/api/resource.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "knead/v1/common.pb.h"
#include "knead/v1/lookup_service.pb.h"

namespace knead::cli {
namespace {

using ::google::protobuf::FieldDescriptor;
using ::google::protobuf::Message;

absl::Status Print(const Message& message, const Answer& answer) {
  absl::StatusOr<std::string> text = ForPrograms(message, answer.format);
  if (!text.ok()) return text.status();
  answer.out << *text;
  return absl::OkStatus();
}

// The collection of the resources that a field names, e.g. `muscleGroups`.
std::string CollectionOf(const FieldDescriptor& field) {
  const std::string& type =
      field.options().GetExtension(google::api::resource_reference).type();
  std::string collection;
  ForEachKind([&](auto kind) {
    using Resource = typename decltype(kind)::Resource;
    const google::api::ResourceDescriptor& resource =
        Resource::descriptor()->options().GetExtension(google::api::resource);
    if (resource.type() == type) collection = kind.kCollection;
  });
  return collection;
}

// Sets one filter of a List request to what was typed.
absl::Status SetFilter(const std::string& field_name, const std::string& typed,
                       Library& library, Message& request) {
  const FieldDescriptor& field =
      *request.GetDescriptor()->FindFieldByName(field_name);
  const google::protobuf::Reflection& reflection = *request.GetReflection();
  const std::string flag = FilterFlag(field_name);
  if (field.enum_type() != nullptr) {
    const std::optional<int> value = EnumValue(field.enum_type(), typed);
    if (!value) {
      return absl::InvalidArgumentError(
          absl::StrCat(flag, " is one of ",
                       absl::StrJoin(EnumLabels(field.enum_type()), ", "),
                       "; not \"", typed, "\""));
    }
    reflection.SetEnumValue(&request, &field, *value);
    return absl::OkStatus();
  }
  absl::StatusOr<std::string> name =
      library.Resolve(CollectionOf(field), typed);
  if (!name.ok()) {
    if (!absl::IsInvalidArgument(name.status())) return name.status();
    return absl::InvalidArgumentError(
        absl::StrCat(flag, " ", typed, ": ", name.status().message()));
  }
  reflection.SetString(&request, &field, *std::move(name));
  return absl::OkStatus();
}

template <typename Resource>
void RenderList(const std::vector<Resource>& resources,
                absl::string_view command, absl::string_view singular,
                absl::string_view plural, Page& page) {
  if (resources.empty()) {
    page.Paragraph(absl::StrCat("There is no such ", singular, "."));
    return;
  }
  page.Paragraph(absl::StrCat(resources.size(), " ",
                              resources.size() == 1 ? singular : plural),
                 Tone::kTitle);
  for (const Resource& resource : resources) {
    page.Gap();
    page.Paragraph(Capitalised(resource.display_name()), Tone::kLabel);
    auto indentation = page.Indented();
    page.Paragraph(resource.summary());
    page.Verbatim(
        absl::StrCat("knead ", command, " ", ResourceId(resource.name())));
  }
}

template <typename Kind>
absl::Status List(const LookupArguments& arguments, Library& library,
                  const Answer& answer) {
  typename Kind::ListRequest request;
  for (const auto& [field, typed] : arguments.filters) {
    absl::Status status = SetFilter(field, typed, library, request);
    if (!status.ok()) return status;
  }
  request.set_language_code(library.language_code());
  const bool text = answer.format == OutputFormat::kText;
  request.set_view(text ? v1::VIEW_BASIC : v1::VIEW_FULL);
  auto resources = Collect(Kind::List(library.client(), std::move(request)));
  if (!resources.ok()) return resources.status();
  if (text) {
    TextPage page(answer.out, answer.layout);
    RenderList(*resources, Kind::kCommand, Kind::kSingular, Kind::kPlural,
               page);
    return absl::OkStatus();
  }
  typename Kind::ListResponse response;
  response.set_total_size(static_cast<int>(resources->size()));
  for (auto& resource : *resources) {
    *Kind::Items(response).Add() = std::move(resource);
  }
  return Print(response, answer);
}

template <typename Kind>
absl::Status Show(const LookupArguments& arguments, Library& library,
                  const Answer& answer) {
  absl::StatusOr<std::string> name = library.Resolve<Kind>(arguments.name);
  if (!name.ok()) return name.status();
  typename Kind::GetRequest request;
  request.set_name(*std::move(name));
  request.set_language_code(library.language_code());
  auto resource = Kind::Get(library.client(), request);
  if (!resource.ok()) return resource.status();
  if (answer.format != OutputFormat::kText) return Print(*resource, answer);
  if constexpr (std::is_same_v<Kind, TechniqueKind>) {
    // When not to use it must never be missing.
    absl::Status status = library.Load<ContraindicationKind>();
    if (!status.ok()) return status;
  }
  TextPage page(answer.out, answer.layout);
  Render(*resource, library, page);
  return absl::OkStatus();
}

}  // namespace

absl::Status RunLookup(const LookupArguments& arguments, Library& library,
                       const Answer& answer) {
  absl::Status status = absl::InternalError(
      absl::StrCat("there is no command ", arguments.command));
  ForEachKind([&](auto kind) {
    using Kind = decltype(kind);
    if (arguments.command != kind.kCommand) return;
    status = arguments.name.empty() ? List<Kind>(arguments, library, answer)
                                    : Show<Kind>(arguments, library, answer);
  });
  return status;
}

absl::Status RunInfo(Library& library, const Answer& answer) {
  absl::StatusOr<v1::ContentInfo> info = library.client().GetContentInfo();
  if (!info.ok()) return info.status();
  if (answer.format != OutputFormat::kText) return Print(*info, answer);
  TextPage page(answer.out, answer.layout);
  Render(*info, page);
  return absl::OkStatus();
}

}  // namespace knead::cli
