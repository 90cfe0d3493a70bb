#include "client/testing/certificates.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace knead {
namespace {

constexpr int kSecondsValid = 24 * 60 * 60;
constexpr int kSecondsExpired = 60 * 60;
constexpr int kWeakKeyBits = 1024;

// Ends a test at a fault of the crypto library.
template <typename T>
T Require(T result) {
  if (!result) std::abort();
  return result;
}

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
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

std::string Text(const Bio& bio) {
  char* data = nullptr;
  const auto size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, size);
}

Bio NewBio() { return Bio(Require(BIO_new(BIO_s_mem()))); }

Bio BioOf(const std::string& text) {
  return Bio(
      Require(BIO_new_mem_buf(text.data(), static_cast<int>(text.size()))));
}

Identity ToPem(X509* certificate, EVP_PKEY* key) {
  const Bio certificate_text = NewBio();
  Require(PEM_write_bio_X509(certificate_text.get(), certificate));
  const Bio key_text = NewBio();
  Require(PEM_write_bio_PrivateKey(key_text.get(), key, nullptr, nullptr, 0,
                                   nullptr, nullptr));
  return {Text(certificate_text), Text(key_text)};
}

void AddExtension(X509* certificate, int kind, const std::string& value) {
  const Extension extension(
      Require(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str())));
  Require(X509_add_ext(certificate, extension.get(), -1));
}

// A certificate named `name` for `key` that is not yet signed.
Certificate NewCertificate(const std::string& name, EVP_PKEY* key) {
  Certificate certificate(Require(X509_new()));
  Require(X509_set_version(certificate.get(), X509_VERSION_3));
  Require(ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1));
  Require(
      X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kSecondsValid));
  Require(
      X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kSecondsValid));
  Require(X509_set_pubkey(certificate.get(), key));
  Require(X509_NAME_add_entry_by_txt(
      X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
      reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0));
  return certificate;
}

Key NewKey() { return Key(Require(EVP_EC_gen("P-256"))); }

}  // namespace

Identity MakeAuthority(const std::string& name) {
  const Key key = NewKey();
  const Certificate certificate = NewCertificate(name, key.get());
  AddExtension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  Require(X509_set_issuer_name(certificate.get(),
                               X509_get_subject_name(certificate.get())));
  Require(X509_sign(certificate.get(), key.get(), EVP_sha256()));
  return ToPem(certificate.get(), key.get());
}

Identity MakeIdentity(const Identity& authority, const std::string& host,
                      const IdentityOptions& options) {
  const Bio issuer_text = BioOf(authority.certificate);
  const Certificate issuer(
      Require(PEM_read_bio_X509(issuer_text.get(), nullptr, nullptr, nullptr)));
  const Bio issuer_key_text = BioOf(authority.private_key);
  const Key issuer_key(Require(PEM_read_bio_PrivateKey(
      issuer_key_text.get(), nullptr, nullptr, nullptr)));

  const Key key =
      options.is_weak ? Key(Require(EVP_RSA_gen(kWeakKeyBits))) : NewKey();
  const Certificate certificate = NewCertificate(host, key.get());
  const std::string names = options.alternative_names.value_or("DNS:" + host);
  if (!names.empty()) {
    AddExtension(certificate.get(), NID_subject_alt_name, names);
  }
  if (options.is_expired) {
    Require(X509_gmtime_adj(X509_getm_notAfter(certificate.get()),
                            -kSecondsExpired));
  }
  if (options.seconds_to_wait != 0) {
    Require(X509_gmtime_adj(X509_getm_notBefore(certificate.get()),
                            options.seconds_to_wait));
  }
  Require(X509_set_issuer_name(certificate.get(),
                               X509_get_subject_name(issuer.get())));
  Require(X509_sign(certificate.get(), issuer_key.get(), EVP_sha256()));
  return ToPem(certificate.get(), key.get());
}

}  // namespace knead
