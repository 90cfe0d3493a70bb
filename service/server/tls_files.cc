#include "service/server/tls_files.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "service/server/file.h"

namespace knead {
namespace {

constexpr absl::string_view kCertificateFlag = "--tls-certificate-file";
constexpr absl::string_view kKeyFlag = "--tls-key-file";
constexpr absl::string_view kClientCaFlag = "--tls-client-ca-file";

template <auto Free>
struct Deleter {
  template <typename T>
  void operator()(T* pointer) const {
    Free(pointer);
  }
};
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Deleter<X509_free>>;
using Context = std::unique_ptr<SSL_CTX, Deleter<SSL_CTX_free>>;

absl::Status Fault(absl::string_view flag, const std::string& path,
                   absl::string_view what) {
  return absl::FailedPreconditionError(
      absl::StrCat(flag, ": ", path, ": ", what));
}

// The library's word for the last error, which is a fixed text; empty when it
// has none.
std::string Reason() {
  const char* reason = ERR_reason_error_string(ERR_peek_last_error());
  ERR_clear_error();
  return reason == nullptr ? "" : absl::StrCat(" (", reason, ")");
}

absl::StatusOr<std::string> Read(absl::string_view flag,
                                 const std::string& path) {
  absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok()) {
    return absl::Status(text.status().code(),
                        absl::StrCat(flag, ": ", text.status().message()));
  }
  // gRPC would take what stands before it for all.
  if (absl::StrContains(*text, '\0')) {
    return Fault(flag, path, "is not PEM text; it holds a zero byte");
  }
  return text;
}

Bio Open(const std::string& text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

// Every certificate of a text.
absl::StatusOr<std::vector<Certificate>> Certificates(absl::string_view flag,
                                                      const std::string& path,
                                                      const std::string& text) {
  const Bio bio = Open(text);
  std::vector<Certificate> certificates;
  ERR_clear_error();
  while (X509* next = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    certificates.emplace_back(next);
  }
  const bool at_end =
      ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  if (at_end && !certificates.empty()) {
    ERR_clear_error();
    return certificates;
  }
  return Fault(
      flag, path,
      absl::StrCat("want certificates in PEM form (BEGIN CERTIFICATE); number ",
                   certificates.size() + 1, " cannot be read", Reason()));
}

// Keeps the library from asking the terminal.
int NoPassphrase(char* /*buffer*/, int /*size*/, int /*writes*/,
                 void* /*unused*/) {
  return -1;
}

absl::StatusOr<Key> PrivateKey(const std::string& path,
                               const std::string& text) {
  const Bio bio = Open(text);
  ERR_clear_error();
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, NoPassphrase, nullptr));
  if (key == nullptr) {
    return Fault(kKeyFlag, path,
                 absl::StrCat("want a private key in PEM form (BEGIN PRIVATE "
                              "KEY) without a passphrase",
                              Reason()));
  }
  return key;
}

absl::Time TimeOf(const ASN1_TIME* time) {
  std::tm broken_down = {};
  ASN1_TIME_to_tm(time, &broken_down);
  return absl::FromTM(broken_down, absl::UTCTimeZone());
}

// Holds certificate and key to each other and to the time.
absl::Status CheckPair(const TlsFiles& files, X509* certificate, EVP_PKEY* key,
                       absl::Time now) {
  if (X509_check_private_key(certificate, key) != 1) {
    ERR_clear_error();
    return Fault(
        kKeyFlag, files.key,
        absl::StrCat("is not the key of the first certificate in ",
                     files.certificate, "; replace both files together"));
  }
  const absl::Time from = TimeOf(X509_get0_notBefore(certificate));
  const absl::Time to = TimeOf(X509_get0_notAfter(certificate));
  if (now < from || now > to) {
    return Fault(kCertificateFlag, files.certificate,
                 absl::StrCat("the certificate holds from ",
                              absl::FormatTime(from, absl::UTCTimeZone()),
                              " to ", absl::FormatTime(to, absl::UTCTimeZone()),
                              "; renew it, or set the clock"));
  }
  return absl::OkStatus();
}

// Gives both to the library as a server does. It refuses weak ones.
absl::Status TryPair(const TlsFiles& files, X509* certificate, EVP_PKEY* key) {
  const Context context(SSL_CTX_new(TLS_server_method()));
  ERR_clear_error();
  if (SSL_CTX_use_certificate(context.get(), certificate) != 1) {
    return Fault(kCertificateFlag, files.certificate,
                 absl::StrCat("the certificate is refused", Reason()));
  }
  if (SSL_CTX_use_PrivateKey(context.get(), key) != 1) {
    return Fault(kKeyFlag, files.key,
                 absl::StrCat("the key is refused", Reason()));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<std::string> TlsFiles::Paths() const {
  std::vector<std::string> paths;
  for (const std::string& path : {certificate, key, client_ca}) {
    if (!path.empty()) paths.push_back(path);
  }
  return paths;
}

absl::StatusOr<TlsMaterial> ReadTlsFiles(const TlsFiles& files,
                                         absl::Time now) {
  TlsMaterial material;
  auto text = Read(kCertificateFlag, files.certificate);
  if (!text.ok()) return text.status();
  material.certificate_chain = *std::move(text);
  text = Read(kKeyFlag, files.key);
  if (!text.ok()) return text.status();
  material.private_key = *std::move(text);

  const auto chain = Certificates(kCertificateFlag, files.certificate,
                                  material.certificate_chain);
  if (!chain.ok()) return chain.status();
  const auto key = PrivateKey(files.key, material.private_key);
  if (!key.ok()) return key.status();
  X509* certificate = chain->front().get();
  material.not_after = TimeOf(X509_get0_notAfter(certificate));
  if (auto checked = CheckPair(files, certificate, key->get(), now);
      !checked.ok()) {
    return checked;
  }
  if (auto tried = TryPair(files, certificate, key->get()); !tried.ok()) {
    return tried;
  }

  if (files.client_ca.empty()) return material;
  text = Read(kClientCaFlag, files.client_ca);
  if (!text.ok()) return text.status();
  material.client_ca = *std::move(text);
  if (auto read =
          Certificates(kClientCaFlag, files.client_ca, material.client_ca);
      !read.ok()) {
    return read.status();
  }
  return material;
}

}  // namespace knead
