#ifndef KNEAD_SERVICE_LAZY_LAZY_H_
#define KNEAD_SERVICE_LAZY_LAZY_H_

#include <functional>
#include <mutex>
#include <utility>

#include "absl/status/statusor.h"

namespace knead {

// A value that is made when it is first asked for, and once. Thread-safe.
template <typename T>
class Lazy {
 public:
  explicit Lazy(std::function<absl::StatusOr<T>()> make)
      : make_(std::move(make)) {}

  Lazy(const Lazy&) = delete;
  Lazy& operator=(const Lazy&) = delete;

  // The value, or why it could not be made. Lives as long as this object. Waits
  // for whoever is making it.
  const absl::StatusOr<T>& Get() const {
    std::call_once(is_made_, [this] { value_ = make_(); });
    return value_;
  }

 private:
  const std::function<absl::StatusOr<T>()> make_;
  // Not Abseil's, since the thread sanitizer sees this one.
  mutable std::once_flag is_made_;
  mutable absl::StatusOr<T> value_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_LAZY_LAZY_H_
