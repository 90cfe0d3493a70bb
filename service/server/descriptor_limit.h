#ifndef KNEAD_SERVICE_SERVER_DESCRIPTOR_LIMIT_H_
#define KNEAD_SERVICE_SERVER_DESCRIPTOR_LIMIT_H_

#include <cstdint>

namespace knead {

// Raises the process's soft limit of open files to `wanted`, or to the hard
// limit if that is lower; a limit that is high enough stays. Returns the soft
// limit that holds then, and `wanted` where there is none.
int64_t RaiseDescriptorLimit(int64_t wanted);

}  // namespace knead

#endif  // KNEAD_SERVICE_SERVER_DESCRIPTOR_LIMIT_H_
