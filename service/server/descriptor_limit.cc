#include "service/server/descriptor_limit.h"

#include <sys/resource.h>

#include <algorithm>

namespace knead {

int64_t RaiseDescriptorLimit(int64_t wanted) {
  rlimit limit;
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return wanted;
  const auto want = static_cast<rlim_t>(wanted);
  // RLIM_INFINITY is the largest number.
  if (limit.rlim_cur < want) {
    rlimit raised = limit;
    raised.rlim_cur = std::min(want, limit.rlim_max);
    if (setrlimit(RLIMIT_NOFILE, &raised) == 0) limit = raised;
  }
  if (limit.rlim_cur == RLIM_INFINITY) return wanted;
  return static_cast<int64_t>(limit.rlim_cur);
}

}  // namespace knead
