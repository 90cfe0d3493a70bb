#include "service/server/content_reloader.h"

#include <unistr.h>

#include <cstdint>
#include <utility>

#include "google/protobuf/util/time_util.h"
#include "proto/canonical/sha256.h"
#include "service/server/limits.h"

namespace knead {
namespace {

// The beginning of a fault that is text and not too long. A fault can quote
// what it is about, which need not be text, and a protobuf string has to be.
std::string FitMessage(absl::string_view fault) {
  fault = fault.substr(0, kMaxReloadMessageBytes);
  const auto* begin = reinterpret_cast<const uint8_t*>(fault.data());
  const uint8_t* bad = u8_check(begin, fault.size());
  if (bad != nullptr) fault = fault.substr(0, bad - begin);
  return std::string(fault);
}

// Why the content cannot be read, without where it is.
absl::string_view WhyUnreadable(absl::StatusCode code) {
  switch (code) {
    case absl::StatusCode::kNotFound:
      return "the file of the content is not there";
    case absl::StatusCode::kPermissionDenied:
      return "the server may not read the file of the content";
    default:
      return "the file of the content cannot be read";
  }
}

std::string DigestOf(const absl::StatusOr<std::string>& bytes) {
  return bytes.ok() ? Sha256(*bytes) : "";
}

}  // namespace

ContentReloader::ContentReloader(rpc::CurrentSnapshot* current,
                                 absl::string_view bytes, Read read, Load load,
                                 Clock clock)
    : current_(current),
      read_(std::move(read)),
      load_(std::move(load)),
      clock_(std::move(clock)),
      seen_digest_(Sha256(bytes)) {}

ContentReloader::Report ContentReloader::Reload() {
  const absl::StatusOr<std::string> bytes = read_();
  seen_digest_ = DigestOf(bytes);
  Report report;
  Try(bytes, &report);
  *report.reload.mutable_end_time() =
      google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
          absl::ToUnixNanos(clock_()));
  return report;
}

bool ContentReloader::HasChanged() const {
  return DigestOf(read_()) != seen_digest_;
}

void ContentReloader::Try(const absl::StatusOr<std::string>& bytes,
                          Report* report) {
  v1::ContentReload& reload = report->reload;
  if (!bytes.ok()) {
    reload.set_result(v1::CONTENT_RELOAD_RESULT_UNREADABLE);
    reload.set_message(std::string(WhyUnreadable(bytes.status().code())));
    report->fault = absl::Status(bytes.status().code(),
                                 FitMessage(bytes.status().message()));
    return;
  }
  auto loaded = load_(*bytes, clock_());
  if (!loaded.ok()) {
    reload.set_result(v1::CONTENT_RELOAD_RESULT_REFUSED);
    reload.set_message(FitMessage(loaded.status().message()));
    report->fault = absl::Status(loaded.status().code(), reload.message());
    return;
  }
  if ((*loaded)->catalog->revision() == current_->Get()->catalog->revision()) {
    reload.set_result(v1::CONTENT_RELOAD_RESULT_UNCHANGED);
    return;
  }
  // So that no search waits for it.
  const absl::Status search = (*loaded)->search->Make().status();
  if (!search.ok()) {
    reload.set_result(v1::CONTENT_RELOAD_RESULT_REFUSED);
    reload.set_message(FitMessage(search.message()));
    report->fault = search;
    return;
  }
  current_->Set(*std::move(loaded));
  reload.set_result(v1::CONTENT_RELOAD_RESULT_LOADED);
}

}  // namespace knead
