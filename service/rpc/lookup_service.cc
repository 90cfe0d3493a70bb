#include "service/rpc/lookup_service.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "knead/v1/lookup_service.grpc.pb.h"
#include "service/catalog/lookup.h"
#include "service/errors/errors.h"
#include "service/rpc/response_metadata.h"
#include "service/rpc/transport/handler.h"
#include "service/search/index.h"
#include "service/search/lazy_index.h"
#include "service/triage/version.h"

namespace knead {
namespace rpc {
namespace {

absl::StatusOr<Payload> ToPayload(absl::StatusOr<ReadyBytes> bytes) {
  if (!bytes.ok()) return bytes.status();
  return Payload::Share(bytes->pieces, std::move(bytes->owner));
}

// Registers methods, a line each.
class Methods {
 public:
  Methods(const CurrentSnapshot* current, const PageTokens* tokens,
          int max_page_size)
      : current_(current),
        tokens_(tokens),
        max_page_size_(max_page_size),
        table_(v1::LookupService::service_full_name()) {}

  // Get and List of one kind; `one` and `many` are its names in methods.
  template <typename Resource, typename GetRequest, typename ListRequest,
            typename ListResponse>
  void Kind(const std::string& one, const std::string& many) {
    table_.Unary(absl::StrCat("Get", one),
                 Ready<GetRequest, Resource>([current = current_](
                                                 CallContext& context,
                                                 const GetRequest& request) {
                   auto catalog = current->Get()->catalog;
                   AddRevisionMetadata(*catalog, context);
                   return ToPayload(Get<Resource>(std::move(catalog), request));
                 }));
    table_.Unary(
        absl::StrCat("List", many),
        Ready<ListRequest, ListResponse>(
            [current = current_, tokens = tokens_,
             max_page_size = max_page_size_](CallContext& context,
                                             const ListRequest& request) {
              auto catalog = current->Get()->catalog;
              AddRevisionMetadata(*catalog, context);
              return ToPayload(List<Resource>(std::move(catalog), *tokens,
                                              request, max_page_size));
            }));
  }

  template <typename Resource, typename Request, typename Response>
  void Batch(const std::string& many) {
    table_.Unary(
        absl::StrCat("BatchGet", many),
        Ready<Request, Response>(
            [current = current_](CallContext& context, const Request& request) {
              auto catalog = current->Get()->catalog;
              AddRevisionMetadata(*catalog, context);
              return ToPayload(BatchGet<Resource>(std::move(catalog), request));
            }));
  }

  void Search(IndexMaker index_maker) {
    table_.Unary("Search",
                 Typed<v1::SearchRequest, v1::SearchResponse>(
                     [current = current_, tokens = tokens_,
                      max_page_size = max_page_size_, index_maker](
                         CallContext& context, const v1::SearchRequest& request)
                         -> absl::StatusOr<v1::SearchResponse> {
                       const auto snapshot = current->Get();
                       AddRevisionMetadata(*snapshot->catalog, context);
                       if (index_maker == IndexMaker::kFirstSearch) {
                         const auto made = snapshot->search->Make();
                         if (!made.ok()) return made.status();
                       }
                       const SearchIndex* index = snapshot->search->Await();
                       if (index == nullptr) {
                         // What is at fault stays so when it is ready.
                         absl::Status status =
                             SearchIndex::Check(request, *snapshot->catalog);
                         return status.ok() ? SearchNotReady() : status;
                       }
                       return index->Search(request, *tokens, max_page_size);
                     }));
  }

  void ContentInfo(const LastReload* last_reload) {
    table_.Unary("GetContentInfo",
                 Typed<v1::GetContentInfoRequest, v1::ContentInfo>(
                     [current = current_, last_reload](
                         CallContext& context, const v1::GetContentInfoRequest&,
                         v1::ContentInfo* info) {
                       const auto catalog = current->Get()->catalog;
                       AddRevisionMetadata(*catalog, context);
                       Describe(*catalog, info);
                       if (auto reload = last_reload->Get()) {
                         *info->mutable_last_reload() = *std::move(reload);
                       }
                       return absl::OkStatus();
                     }));
  }

  ServiceTable Take() { return std::move(table_); }

 private:
  static void Describe(const Catalog& catalog, v1::ContentInfo* info) {
    const v1::ContentManifest& manifest = catalog.bundle().manifest();
    info->set_content_revision(catalog.revision());
    info->set_engine_version(std::string(kEngineVersion));
    info->add_language_codes(catalog.language_code());
    *info->mutable_intended_use() = manifest.intended_use();
    *info->mutable_opening() = manifest.opening();
    for (const Collection& collection : catalog.collections()) {
      (*info->mutable_resource_counts())[collection.id()] =
          static_cast<int>(collection.size());
    }
    const absl::Duration since_epoch = catalog.load_time() - absl::UnixEpoch();
    absl::Duration rest;
    info->mutable_load_time()->set_seconds(
        absl::IDivDuration(since_epoch, absl::Seconds(1), &rest));
    info->mutable_load_time()->set_nanos(
        static_cast<int>(absl::ToInt64Nanoseconds(rest)));
  }

  const CurrentSnapshot* current_;
  const PageTokens* tokens_;
  const int max_page_size_;
  ServiceTable table_;
};

}  // namespace

ServiceTable LookupService(const CurrentSnapshot* current,
                           const PageTokens* tokens, int max_page_size,
                           const LastReload* last_reload,
                           IndexMaker index_maker) {
  Methods methods(current, tokens, max_page_size);
  methods.Kind<v1::Region, v1::GetRegionRequest, v1::ListRegionsRequest,
               v1::ListRegionsResponse>("Region", "Regions");
  methods.Kind<v1::MuscleGroup, v1::GetMuscleGroupRequest,
               v1::ListMuscleGroupsRequest, v1::ListMuscleGroupsResponse>(
      "MuscleGroup", "MuscleGroups");
  methods.Kind<v1::Tool, v1::GetToolRequest, v1::ListToolsRequest,
               v1::ListToolsResponse>("Tool", "Tools");
  methods.Kind<v1::Technique, v1::GetTechniqueRequest,
               v1::ListTechniquesRequest, v1::ListTechniquesResponse>(
      "Technique", "Techniques");
  methods.Kind<v1::Indication, v1::GetIndicationRequest,
               v1::ListIndicationsRequest, v1::ListIndicationsResponse>(
      "Indication", "Indications");
  methods.Kind<v1::Contraindication, v1::GetContraindicationRequest,
               v1::ListContraindicationsRequest,
               v1::ListContraindicationsResponse>("Contraindication",
                                                  "Contraindications");
  methods.Kind<v1::QuestionGroup, v1::GetQuestionGroupRequest,
               v1::ListQuestionGroupsRequest, v1::ListQuestionGroupsResponse>(
      "QuestionGroup", "QuestionGroups");
  methods.Kind<v1::Finding, v1::GetFindingRequest, v1::ListFindingsRequest,
               v1::ListFindingsResponse>("Finding", "Findings");
  methods.Kind<v1::TriageRule, v1::GetTriageRuleRequest,
               v1::ListTriageRulesRequest, v1::ListTriageRulesResponse>(
      "TriageRule", "TriageRules");
  methods.Kind<v1::CarePathway, v1::GetCarePathwayRequest,
               v1::ListCarePathwaysRequest, v1::ListCarePathwaysResponse>(
      "CarePathway", "CarePathways");
  methods.Kind<v1::Principle, v1::GetPrincipleRequest,
               v1::ListPrinciplesRequest, v1::ListPrinciplesResponse>(
      "Principle", "Principles");
  methods.Kind<v1::CareMeasure, v1::GetCareMeasureRequest,
               v1::ListCareMeasuresRequest, v1::ListCareMeasuresResponse>(
      "CareMeasure", "CareMeasures");
  methods.Kind<v1::FrequentQuestion, v1::GetFrequentQuestionRequest,
               v1::ListFrequentQuestionsRequest,
               v1::ListFrequentQuestionsResponse>("FrequentQuestion",
                                                  "FrequentQuestions");
  methods.Kind<v1::Takeaway, v1::GetTakeawayRequest, v1::ListTakeawaysRequest,
               v1::ListTakeawaysResponse>("Takeaway", "Takeaways");
  methods.Kind<v1::Source, v1::GetSourceRequest, v1::ListSourcesRequest,
               v1::ListSourcesResponse>("Source", "Sources");
  methods.Batch<v1::Technique, v1::BatchGetTechniquesRequest,
                v1::BatchGetTechniquesResponse>("Techniques");
  methods.Batch<v1::Finding, v1::BatchGetFindingsRequest,
                v1::BatchGetFindingsResponse>("Findings");
  methods.Search(index_maker);
  methods.ContentInfo(last_reload);
  return methods.Take();
}

}  // namespace rpc
}  // namespace knead
