#include "service/session/resume_token.h"

#include <algorithm>
#include <memory>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "openssl/core_names.h"
#include "openssl/err.h"
#include "openssl/evp.h"
#include "openssl/kdf.h"
#include "openssl/params.h"
#include "openssl/rand.h"

namespace knead {
namespace {

// A token is, before it is written in Base64:
//   version, nonce, encrypted padded bytes, code
// The version is authenticated along with the bytes.
constexpr char kVersion = 2;
constexpr size_t kVersionBytes = 1;
constexpr size_t kNonceBytes = 12;
constexpr size_t kCodeBytes = 16;
constexpr size_t kHeadBytes = kVersionBytes + kNonceBytes;
constexpr size_t kFrameBytes = kHeadBytes + kCodeBytes;

// Keeps these keys apart from all others that may be derived from the same
// bytes.
constexpr absl::string_view kLabel = "knead resume token, AES-256-GCM";

// Ends the bytes; zeros follow it.
constexpr char kEndMark = '\x80';

// The length of Base64 without padding.
constexpr size_t Base64Bytes(size_t bytes) { return (bytes * 4 + 2) / 3; }

static_assert(Base64Bytes(kFrameBytes + ResumeTokens::kMaxPlaintextBytes + 1) <=
                  ResumeTokens::kMaxTokenBytes,
              "what may be sealed must fit into a token");
static_assert(Base64Bytes(kFrameBytes + ResumeTokens::kMaxPlaintextBytes + 1 +
                          ResumeTokens::kPaddingBytes) >
                  ResumeTokens::kMaxTokenBytes,
              "what fits into a token may be sealed");

template <typename T, void (*Free)(T*)>
struct Freer {
  void operator()(T* object) const { Free(object); }
};
using Cipher =
    std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>>;
using Kdf = std::unique_ptr<EVP_KDF, Freer<EVP_KDF, EVP_KDF_free>>;
using KdfContext =
    std::unique_ptr<EVP_KDF_CTX, Freer<EVP_KDF_CTX, EVP_KDF_CTX_free>>;

// Takes the errors of its lifetime off the thread's list of OpenSSL's errors,
// where others that use OpenSSL would take them for their own.
class ErrorScope {
 public:
  ErrorScope() { ERR_set_mark(); }
  ~ErrorScope() { ERR_pop_to_mark(); }

  ErrorScope(const ErrorScope&) = delete;
  ErrorScope& operator=(const ErrorScope&) = delete;
};

absl::Status OpenSslFailed() {
  return absl::InternalError("OpenSSL failed to seal or open a resume token.");
}

absl::Status NotOurs() {
  return absl::InvalidArgumentError(
      "The resume token was not sealed with a key of this server, or was "
      "changed.");
}

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* Bytes(std::string* text, size_t offset = 0) {
  return reinterpret_cast<unsigned char*>(&(*text)[offset]);
}

std::string Pad(absl::string_view plaintext) {
  constexpr size_t step = ResumeTokens::kPaddingBytes;
  std::string padded = absl::StrCat(plaintext, std::string(1, kEndMark));
  padded.resize((padded.size() + step - 1) / step * step, '\0');
  return padded;
}

// Whether there was padding to remove. There is in all that Pad() returned.
bool Unpad(std::string* padded) {
  const size_t mark = padded->find_last_not_of('\0');
  if (mark == std::string::npos || (*padded)[mark] != kEndMark) return false;
  padded->resize(mark);
  return true;
}

// Sets the cipher up to seal (1) or open (0) a token with that head.
bool Begin(EVP_CIPHER_CTX* cipher, int seal, const unsigned char* key,
           absl::string_view head) {
  int length = 0;
  return EVP_CipherInit_ex(cipher, EVP_aes_256_gcm(), nullptr, key,
                           Bytes(head.substr(kVersionBytes, kNonceBytes)),
                           seal) == 1 &&
         EVP_CipherUpdate(cipher, nullptr, &length, Bytes(head),
                          kVersionBytes) == 1;
}

// How opening with one key went.
enum class Opened { kYes, kNo, kFailed };

// Opens a token with one key. `padded` is good only after kYes.
Opened OpenWith(EVP_CIPHER_CTX* cipher, const unsigned char* key,
                absl::string_view bytes, std::string* padded) {
  absl::string_view sealed = bytes.substr(kHeadBytes);
  std::string code(sealed.substr(sealed.size() - kCodeBytes));
  sealed.remove_suffix(kCodeBytes);
  padded->resize(sealed.size());
  int length = 0;
  if (!Begin(cipher, /*seal=*/0, key, bytes.substr(0, kHeadBytes)) ||
      EVP_CipherUpdate(cipher, Bytes(padded), &length, Bytes(sealed),
                       static_cast<int>(sealed.size())) != 1 ||
      static_cast<size_t>(length) != sealed.size() ||
      EVP_CIPHER_CTX_ctrl(cipher, EVP_CTRL_GCM_SET_TAG, kCodeBytes,
                          code.data()) != 1) {
    return Opened::kFailed;
  }
  // In this mode nothing but the code can be wrong at the end.
  std::array<unsigned char, EVP_MAX_BLOCK_LENGTH> rest;
  return EVP_CipherFinal_ex(cipher, rest.data(), &length) == 1 ? Opened::kYes
                                                               : Opened::kNo;
}

}  // namespace

absl::StatusOr<ResumeTokens::Key> ResumeTokens::Derive(absl::string_view key) {
  const ErrorScope errors;
  const Kdf hkdf(EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr));
  if (hkdf == nullptr) return OpenSslFailed();
  const KdfContext context(EVP_KDF_CTX_new(hkdf.get()));
  if (context == nullptr) return OpenSslFailed();
  // OpenSSL copies what these point to, and changes nothing there.
  std::string digest = "SHA256";
  std::string secret(key);
  std::string label(kLabel);
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, &digest[0],
                                       digest.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, &secret[0],
                                        secret.size()),
      OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, &label[0],
                                        label.size()),
      OSSL_PARAM_construct_end()};
  Key derived;
  if (EVP_KDF_derive(context.get(), derived.data(), derived.size(),
                     parameters) != 1) {
    return OpenSslFailed();
  }
  return derived;
}

absl::StatusOr<ResumeTokens> ResumeTokens::Create(
    const std::vector<std::string>& keys) {
  if (keys.empty()) {
    return absl::InvalidArgumentError("Resume tokens need at least one key.");
  }
  std::vector<Key> derived;
  derived.reserve(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].size() < kMinKeyBytes) {
      return absl::InvalidArgumentError(absl::StrCat(
          "Key ", i + 1, " of ", keys.size(), " for resume tokens has ",
          keys[i].size(), " bytes. It needs at least ", kMinKeyBytes, "."));
    }
    absl::StatusOr<Key> key = Derive(keys[i]);
    if (!key.ok()) return key.status();
    derived.push_back(*key);
  }
  return ResumeTokens(std::move(derived));
}

absl::StatusOr<std::string> ResumeTokens::Seal(
    absl::string_view plaintext) const {
  if (plaintext.size() > kMaxPlaintextBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(plaintext.size(), " bytes are too many for a resume ",
                     "token. At most ", kMaxPlaintextBytes, " fit."));
  }
  const ErrorScope errors;
  const std::string padded = Pad(plaintext);
  std::string bytes(kFrameBytes + padded.size(), '\0');
  bytes[0] = kVersion;
  if (RAND_bytes(Bytes(&bytes, kVersionBytes), kNonceBytes) != 1) {
    return OpenSslFailed();
  }
  const Cipher cipher(EVP_CIPHER_CTX_new());
  int length = 0;
  std::array<unsigned char, EVP_MAX_BLOCK_LENGTH> rest;
  if (cipher == nullptr ||
      !Begin(cipher.get(), /*seal=*/1, keys_.front().data(),
             absl::string_view(bytes).substr(0, kHeadBytes)) ||
      EVP_CipherUpdate(cipher.get(), Bytes(&bytes, kHeadBytes), &length,
                       Bytes(padded), static_cast<int>(padded.size())) != 1 ||
      static_cast<size_t>(length) != padded.size() ||
      EVP_CipherFinal_ex(cipher.get(), rest.data(), &length) != 1 ||
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kCodeBytes,
                          Bytes(&bytes, bytes.size() - kCodeBytes)) != 1) {
    return OpenSslFailed();
  }
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<std::string> ResumeTokens::Open(absl::string_view token) const {
  std::string bytes;
  // Base64 can be written in more than one way, of which Seal() writes one.
  if (token.size() > kMaxTokenBytes ||
      !absl::WebSafeBase64Unescape(token, &bytes) ||
      bytes.size() < kFrameBytes + kPaddingBytes ||
      (bytes.size() - kFrameBytes) % kPaddingBytes != 0 ||
      bytes[0] != kVersion || absl::WebSafeBase64Escape(bytes) != token) {
    return NotOurs();
  }
  const ErrorScope errors;
  const Cipher cipher(EVP_CIPHER_CTX_new());
  if (cipher == nullptr) return OpenSslFailed();
  for (const Key& key : keys_) {
    std::string padded;
    switch (OpenWith(cipher.get(), key.data(), bytes, &padded)) {
      case Opened::kYes:
        if (!Unpad(&padded)) return NotOurs();
        return padded;
      case Opened::kNo:
        break;
      case Opened::kFailed:
        return OpenSslFailed();
    }
  }
  return NotOurs();
}

std::string RandomKey() {
  const ErrorScope errors;
  std::string key(ResumeTokens::kMinKeyBytes, '\0');
  if (RAND_bytes(Bytes(&key), static_cast<int>(key.size())) != 1) return "";
  return key;
}

}  // namespace knead
