#ifndef KNEAD_SERVICE_SERVER_FILE_DESCRIPTOR_H_
#define KNEAD_SERVICE_SERVER_FILE_DESCRIPTOR_H_

#include <unistd.h>

#include <utility>

namespace knead {

// An open file descriptor that closes itself; -1: none.
class FileDescriptor {
 public:
  explicit FileDescriptor(int fd = -1) : fd_(fd) {}
  ~FileDescriptor() { Close(); }

  FileDescriptor(FileDescriptor&& other) noexcept : fd_(other.Release()) {}
  FileDescriptor& operator=(FileDescriptor&& other) noexcept {
    if (this != &other) {
      Close();
      fd_ = other.Release();
    }
    return *this;
  }

  int get() const { return fd_; }
  bool open() const { return fd_ >= 0; }
  int Release() { return std::exchange(fd_, -1); }
  void Close() {
    if (open()) ::close(Release());
  }

 private:
  int fd_;
};

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_FILE_DESCRIPTOR_H_
