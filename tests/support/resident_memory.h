#ifndef KNEAD_TESTS_SUPPORT_RESIDENT_MEMORY_H_
#define KNEAD_TESTS_SUPPORT_RESIDENT_MEMORY_H_

#include <sys/types.h>

#include <cstdint>

namespace knead {

// The resident memory of a process that runs. Ends the program when it cannot
// be read.
int64_t ResidentKilobytes(pid_t pid);

}  // namespace knead

#endif  // KNEAD_TESTS_SUPPORT_RESIDENT_MEMORY_H_
