// Makes what a server and its clients need to run with TLS and a token, all of
// it new and good for a day:
//   make_secrets FOLDER
// writes to FOLDER ca.pem, certificate.pem and key.pem of a server on this
// machine, token, and policy.textproto, which lets the token call everything
// and nobody else anything.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "client/testing/certificates.h"
#include "openssl/rand.h"
#include "proto/canonical/sha256.h"

namespace knead {
namespace {

constexpr int kTokenBytes = 32;

std::string RandomToken() {
  std::string bytes(kTokenBytes, '\0');
  if (RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), kTokenBytes) !=
      1) {
    std::abort();
  }
  return absl::Base64Escape(bytes);
}

void Write(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (!(file << text)) std::abort();
}

void MakeSecrets(const std::string& folder) {
  const Identity authority = MakeAuthority();
  IdentityOptions local;
  local.alternative_names = "DNS:localhost,IP:127.0.0.1";
  const Identity server = MakeIdentity(authority, "localhost", local);
  const std::string token = RandomToken();
  Write(folder + "/ca.pem", authority.certificate);
  Write(folder + "/certificate.pem", server.certificate);
  Write(folder + "/key.pem", server.private_key);
  Write(folder + "/token", token);
  Write(folder + "/policy.textproto",
        absl::StrCat("callers { name: 'tests' methods: '*' token_sha256: '",
                     Sha256(token).substr(std::string("sha256:").size()),
                     "' }\n"));
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: make_secrets FOLDER\n";
    return 2;
  }
  knead::MakeSecrets(argv[1]);
  return 0;
}
