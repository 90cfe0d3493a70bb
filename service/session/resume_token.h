#ifndef KNEAD_SERVICE_SESSION_RESUME_TOKEN_H_
#define KNEAD_SERVICE_SESSION_RESUME_TOKEN_H_

#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace knead {

// Seals bytes into tokens that a client keeps and cannot read or change, and
// opens them again, on every server that has the same key: AES-256-GCM, under a
// key that is derived with HKDF-SHA-256, with a random nonce. A token tells
// roughly how long its bytes are, and nothing else of them. That it is recent,
// or comes from whom it was given to, is for the sealed bytes to say.
//
// Nonces are random, so one key should seal no more than 2^32 tokens.
//
// Immutable and thread-safe.
class ResumeTokens {
 public:
  // The fewest bytes of a key: as many as those of the key derived from it. A
  // key is to be random, not a password.
  static constexpr size_t kMinKeyBytes = 32;
  // The bytes are padded to a multiple of this, so that the length of a token
  // tells little.
  static constexpr size_t kPaddingBytes = 1024;
  // The longest token. A longer one is refused without being opened.
  static constexpr size_t kMaxTokenBytes = 49152;
  // The most bytes that fit into a token of that length, with their padding.
  static constexpr size_t kMaxPlaintextBytes = 35 * kPaddingBytes - 1;

  // The first key seals, and all of them open, so that a key can be replaced:
  // first it becomes the second of every server, then the first, and once the
  // tokens of the old one are of no use the old one is left out.
  //
  // INVALID_ARGUMENT: there is no key, or one is shorter than kMinKeyBytes; the
  // text says which. INTERNAL: OpenSSL failed.
  static absl::StatusOr<ResumeTokens> Create(
      const std::vector<std::string>& keys);

  // A token, in URL-safe Base64. Two tokens of the same bytes differ.
  //
  // INVALID_ARGUMENT: more than kMaxPlaintextBytes. INTERNAL: OpenSSL failed,
  // or there are no random bytes.
  absl::StatusOr<std::string> Seal(absl::string_view plaintext) const;

  // The bytes of a token.
  //
  // INVALID_ARGUMENT, without a payload: anything that was not sealed by this
  // version with one of the keys, or was changed or cut. INTERNAL: OpenSSL
  // failed.
  absl::StatusOr<std::string> Open(absl::string_view token) const;

 private:
  // A key of AES-256.
  using Key = std::array<unsigned char, 32>;

  explicit ResumeTokens(std::vector<Key> keys) : keys_(std::move(keys)) {}

  static absl::StatusOr<Key> Derive(absl::string_view key);

  // Never empty.
  std::vector<Key> keys_;
};

// A new key, for a server that was given none: no other server, and not the
// same one after a restart, opens its tokens. Empty, which Create() refuses, if
// there are no random bytes. Thread-safe.
std::string RandomKey();

}  // namespace knead

#endif  // KNEAD_SERVICE_SESSION_RESUME_TOKEN_H_
