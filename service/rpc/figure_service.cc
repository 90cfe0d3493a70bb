#include "service/rpc/figure_service.h"

#include "absl/status/statusor.h"
#include "knead/v1/figure_service.grpc.pb.h"
#include "service/errors/error_payload.h"
#include "service/figure/render.h"
#include "service/rpc/response_metadata.h"
#include "service/rpc/transport/handler.h"

namespace knead {
namespace rpc {
namespace {

absl::StatusOr<v1::Figure> Render(const Snapshot& snapshot,
                                  const v1::RenderFigureRequest& request) {
  const absl::StatusOr<Atlas>& atlas = snapshot.atlas->Get();
  if (!atlas.ok()) return atlas.status();
  if (!request.has_assessment_request()) {
    return RenderFigure(*snapshot.catalog, *atlas, request, nullptr);
  }
  absl::StatusOr<v1::Assessment> assessment =
      snapshot.engine->Assess(request.assessment_request());
  if (!assessment.ok()) {
    return WithinField("assessment_request", assessment.status());
  }
  return RenderFigure(*snapshot.catalog, *atlas, request, &*assessment);
}

}  // namespace

ServiceTable FigureService(const CurrentSnapshot* current) {
  ServiceTable table(v1::FigureService::service_full_name());
  table.Unary("RenderFigure",
              Typed<v1::RenderFigureRequest, v1::Figure>(
                  [current](CallContext& context,
                            const v1::RenderFigureRequest& request) {
                    const auto snapshot = current->Get();
                    AddRevisionMetadata(*snapshot->catalog, context);
                    return Render(*snapshot, request);
                  }));
  return table;
}

}  // namespace rpc
}  // namespace knead
