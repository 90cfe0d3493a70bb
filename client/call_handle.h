#ifndef KNEAD_CLIENT_CALL_HANDLE_H_
#define KNEAD_CLIENT_CALL_HANDLE_H_

#include <functional>
#include <utility>

namespace knead {

// A call under way that nobody waits for. Whoever drops the handle has no use
// for the answer: the destructor cancels the call, unless it is over or was
// detached. It does not wait, so the callback may still run afterwards.
//
// Move-only. One that was moved from, detached or default-constructed stands
// for no call. Threads: as any value; Cancel may be called while the callback
// runs, and in it.
class [[nodiscard]] CallHandle {
 public:
  CallHandle() = default;

  // For connections: `cancel` ends the call if it is not over, and may be
  // called at any time.
  explicit CallHandle(std::function<void()> cancel)
      : cancel_(std::move(cancel)) {}

  CallHandle(CallHandle&& other) noexcept
      : cancel_(std::exchange(other.cancel_, nullptr)) {}
  CallHandle& operator=(CallHandle&& other) noexcept {
    if (this == &other) return *this;
    Cancel();
    cancel_ = std::exchange(other.cancel_, nullptr);
    return *this;
  }

  ~CallHandle() { Cancel(); }

  // Ends the call: its callback gets CANCELLED, unless the answer was there
  // already. Does not wait for it. Nothing happens the second time, or when the
  // call is over.
  void Cancel() {
    if (cancel_ != nullptr) std::exchange(cancel_, nullptr)();
  }

  // Lets the call go on without the handle.
  void Detach() { cancel_ = nullptr; }

 private:
  // Null: no call.
  std::function<void()> cancel_;
};

}  // namespace knead

#endif  // KNEAD_CLIENT_CALL_HANDLE_H_
