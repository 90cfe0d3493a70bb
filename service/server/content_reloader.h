#ifndef KNEAD_SERVICE_SERVER_CONTENT_RELOADER_H_
#define KNEAD_SERVICE_SERVER_CONTENT_RELOADER_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "knead/v1/lookup_service.pb.h"
#include "service/rpc/snapshot.h"

namespace knead {

// Replaces the content that is served. The new content is read, checked and
// made ready beside the old, and then takes its place in one step; content that
// cannot be served changes nothing. Calls go on all the while, each on the
// content that it began on, and the last of them frees the old content.
//
// Not thread-safe: one thread reloads. It knows no gRPC, so that the whole way
// of a reload can be tested under the thread sanitizer.
class ContentReloader {
 public:
  // Where the content comes from: its bytes, or why they cannot be read.
  using Read = std::function<absl::StatusOr<std::string>()>;
  // As LoadContent().
  using Load =
      std::function<absl::StatusOr<std::shared_ptr<const rpc::Snapshot>>(
          absl::string_view bytes, absl::Time load_time)>;
  using Clock = std::function<absl::Time()>;

  struct Report {
    // What a caller may know; see kMaxReloadMessageBytes.
    v1::ContentReload reload;
    // The whole fault, for the operator: it may name files.
    absl::Status fault;
  };

  // `current` holds the content that is served, made of `bytes`, and must
  // outlive this object.
  ContentReloader(rpc::CurrentSnapshot* current, absl::string_view bytes,
                  Read read, Load load, Clock clock);

  ContentReloader(const ContentReloader&) = delete;
  ContentReloader& operator=(const ContentReloader&) = delete;

  // Looks for content and serves it if it is other content that can be served.
  Report Reload();

  // Whether there are other bytes than at the last look.
  bool HasChanged() const;

 private:
  void Try(const absl::StatusOr<std::string>& bytes, Report* report);

  rpc::CurrentSnapshot* const current_;
  const Read read_;
  const Load load_;
  const Clock clock_;
  // Of the bytes at the last look; empty when they could not be read.
  std::string seen_digest_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_CONTENT_RELOADER_H_
