#include "tests/support/tls_handshake.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <array>
#include <memory>

namespace knead {
namespace {

// A list of one, each name with its length before it.
constexpr std::array<unsigned char, 3> kHttp2 = {2, 'h', '2'};

}  // namespace

HandshakeResult Handshake(const std::string& address, int version) {
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(
      SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  // Versions before 1.2 need it.
  SSL_CTX_set_security_level(context.get(), 0);
  SSL_CTX_set_min_proto_version(context.get(), version);
  SSL_CTX_set_max_proto_version(context.get(), version);
  SSL_CTX_set_alpn_protos(context.get(), kHttp2.data(), kHttp2.size());
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> bio(
      BIO_new_ssl_connect(context.get()), &BIO_free_all);
  BIO_set_conn_hostname(bio.get(), address.c_str());
  HandshakeResult result;
  ERR_clear_error();
  result.ok = BIO_do_handshake(bio.get()) == 1;
  if (!result.ok) {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    if (reason != nullptr) result.reason = reason;
    ERR_clear_error();
    return result;
  }
  SSL* ssl = nullptr;
  BIO_get_ssl(bio.get(), &ssl);
  result.version = SSL_get_version(ssl);
  const unsigned char* protocol = nullptr;
  unsigned int size = 0;
  SSL_get0_alpn_selected(ssl, &protocol, &size);
  result.protocol.assign(reinterpret_cast<const char*>(protocol), size);
  return result;
}

}  // namespace knead
