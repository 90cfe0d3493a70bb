// Certificates and keys that cannot serve are refused with the flag, the file
// and the fix, and nothing of what stands in them.

#include "service/server/tls_files.h"

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/testing/certificates.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/test_folder.h"
#include "tests/support/tls_client.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kGarbage[] =
    "-----BEGIN CERTIFICATE-----\nenl4c2VjcmV0\n-----END CERTIFICATE-----\n";

class TlsFilesTest : public ::testing::Test {
 protected:
  // What the files hold.
  struct Contents {
    std::string certificate;
    std::string key;
    std::string client_ca;
  };

  Contents Good() const {
    return {server_.certificate, server_.private_key, authority_.certificate};
  }

  absl::StatusOr<TlsMaterial> Read(const Contents& contents) const {
    return ReadTlsFiles({folder_.Write("certificate.pem", contents.certificate),
                         folder_.Write("key.pem", contents.key),
                         folder_.Write("ca.pem", contents.client_ca)},
                        absl::Now());
  }

  const TestFolder folder_;
  const Identity authority_ = MakeAuthority();
  const Identity server_ = MakeIdentity(authority_, kTlsServerName);
};

TEST_F(TlsFilesTest, ReadsWhatServes) {
  const auto material = Read(Good());
  ASSERT_TRUE(material.ok()) << material.status();
  EXPECT_EQ(material->certificate_chain, server_.certificate);
  EXPECT_EQ(material->private_key, server_.private_key);
  EXPECT_EQ(material->client_ca, authority_.certificate);
  EXPECT_GT(material->not_after, absl::Now() + absl::Hours(23));
  EXPECT_LT(material->not_after, absl::Now() + absl::Hours(25));

  // A chain, two authorities, words around them, and no authority at all.
  Contents contents = Good();
  contents.certificate += authority_.certificate;
  contents.client_ca = absl::StrCat("Ours:\n", authority_.certificate,
                                    "Theirs:\n", MakeAuthority().certificate);
  EXPECT_TRUE(Read(contents).ok());
  const auto without = ReadTlsFiles(
      {folder_.Path("certificate.pem"), folder_.Path("key.pem"), ""},
      absl::Now());
  ASSERT_TRUE(without.ok()) << without.status();
  EXPECT_EQ(without->client_ca, "");
}

TEST_F(TlsFilesTest, NamesTheFlagTheFileAndTheFix) {
  struct Case {
    Contents contents;
    std::string flag;
    std::string fault;
  };
  std::vector<Case> cases;
  const auto add = [&](auto change, const std::string& flag,
                       const std::string& fault) {
    Contents contents = Good();
    change(contents);
    cases.push_back({contents, flag, fault});
  };
  const std::string certificate = "--tls-certificate-file: ";
  const std::string key = "--tls-key-file: ";
  const std::string client_ca = "--tls-client-ca-file: ";
  add([](Contents& c) { c.certificate = ""; }, certificate,
      "number 1 cannot be read");
  add([](Contents& c) { c.certificate = "zyxsecret"; }, certificate,
      "BEGIN CERTIFICATE");
  add([](Contents& c) { c.certificate = kGarbage; }, certificate,
      "number 1 cannot be read");
  add([](Contents& c) { c.certificate += kGarbage; }, certificate,
      "number 2 cannot be read");
  add([](Contents& c) { c.certificate += '\0'; }, certificate, "zero byte");
  add([](Contents& c) { c.certificate.resize(c.certificate.size() / 2); },
      certificate, "cannot be read");
  add([](Contents& c) { c.key = ""; }, key, "BEGIN PRIVATE KEY");
  add([](Contents& c) { c.key = "zyxsecret"; }, key, "BEGIN PRIVATE KEY");
  add([](Contents& c) { c.key = c.certificate; }, key, "BEGIN PRIVATE KEY");
  add([this](Contents& c) { c.key = authority_.private_key; }, key,
      "is not the key of the first certificate");
  // The chain in the wrong order.
  add(
      [this](Contents& c) {
        c.certificate = authority_.certificate + c.certificate;
      },
      key, "is not the key of the first certificate");
  add([](Contents& c) { c.client_ca = ""; }, client_ca,
      "number 1 cannot be read");
  add([](Contents& c) { c.client_ca += kGarbage; }, client_ca,
      "number 2 cannot be read");
  for (const Case& c : cases) {
    const absl::Status status = Read(c.contents).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition) << status;
    EXPECT_THAT(status.message(),
                HasSubstr(absl::StrCat(c.flag, folder_.Path(""))));
    EXPECT_THAT(status.message(), HasSubstr(c.fault));
    EXPECT_THAT(status.message(), Not(HasSubstr("zyxsecret")));
    EXPECT_THAT(status.message(), Not(HasSubstr(server_.private_key)));
  }
}

TEST_F(TlsFilesTest, RefusesWhatAHandshakeWouldRefuse) {
  IdentityOptions weak;
  weak.is_weak = true;
  const Identity identity = MakeIdentity(authority_, kTlsServerName, weak);
  const absl::Status status =
      Read({identity.certificate, identity.private_key, authority_.certificate})
          .status();
  EXPECT_THAT(status.message(), HasSubstr("the certificate is refused"));
  EXPECT_THAT(status.message(), HasSubstr("key too small"));
}

TEST_F(TlsFilesTest, RefusesACertificateThatDoesNotHoldNow) {
  ASSERT_TRUE(Read(Good()).ok());
  const TlsFiles files = {folder_.Path("certificate.pem"),
                          folder_.Path("key.pem"), ""};
  for (absl::Duration away : {absl::Hours(48), -absl::Hours(48)}) {
    const absl::Status status =
        ReadTlsFiles(files, absl::Now() + away).status();
    EXPECT_THAT(status.message(), HasSubstr("the certificate holds from"));
    EXPECT_THAT(status.message(), HasSubstr("--tls-certificate-file"));
  }
}

TEST_F(TlsFilesTest, NamesAFileThatIsNotThere) {
  ASSERT_TRUE(Read(Good()).ok());
  const std::string certificate = folder_.Path("certificate.pem");
  const std::string key = folder_.Path("key.pem");
  const std::string none = folder_.Path("none.pem");
  for (const auto& [files, flag] :
       std::vector<std::pair<TlsFiles, std::string>>{
           {{none, key, ""}, "--tls-certificate-file: "},
           {{certificate, none, ""}, "--tls-key-file: "},
           {{certificate, key, none}, "--tls-client-ca-file: "},
       }) {
    const absl::Status status = ReadTlsFiles(files, absl::Now()).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
    EXPECT_THAT(status.message(), HasSubstr(absl::StrCat(flag, none)));
  }
}

}  // namespace
}  // namespace knead
