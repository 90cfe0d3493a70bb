#ifndef KNEAD_CLIENT_TOKEN_FILE_H_
#define KNEAD_CLIENT_TOKEN_FILE_H_

#include <cstddef>
#include <string>

#include "client/options.h"

namespace knead {

// Longest bearer token, in bytes: with the other metadata of a call it has to
// fit into what a server accepts.
inline constexpr std::size_t kMaxTokenBytes = 4096;

// The bearer token that the file `path` holds, white space around it left off.
// Read again for each call, so that the token is exchanged by replacing the
// file; replace it as a whole (write another one and rename it).
//
// Errors: FAILED_PRECONDITION for a file that cannot be read, or holds nothing,
// more than kMaxTokenBytes, or characters that no token has. They name the file
// and never quote what it holds.
TokenProvider TokenFile(std::string path);

}  // namespace knead

#endif  // KNEAD_CLIENT_TOKEN_FILE_H_
