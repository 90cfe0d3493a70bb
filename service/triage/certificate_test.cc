#include "service/triage/certificate.h"

#include <functional>
#include <string>
#include <vector>

#include "content/embedded_bundle.h"
#include "gtest/gtest.h"
#include "knead/v1/content_bundle.pb.h"

namespace knead {
namespace {

struct RefusalCase {
  std::string title;
  std::function<void(v1::CertifiedContent*)> edit;
  std::string message;
};

TEST(CertificateTest, NothingIsOpenedWithoutTheCertificateThatBelongsToIt) {
  v1::CertifiedContent good;
  ASSERT_TRUE(good.ParseFromString(std::string(EmbeddedContent())));
  ASSERT_TRUE(OpenCertifiedContent(EmbeddedContent()).ok());
  const std::vector<RefusalCase> cases = {
      {"one rule edited",
       [](v1::CertifiedContent* content) {
         v1::ContentBundle bundle;
         ASSERT_TRUE(bundle.ParseFromString(content->content_bundle()));
         bundle.mutable_triage_rules(0)->set_summary("Another.");
         content->set_content_bundle(bundle.SerializeAsString());
       },
       "its certificate is that of revision"},
      {"no certificate",
       [](v1::CertifiedContent* content) { content->clear_certificate(); },
       "it has no certificate"},
      {"an empty certificate",
       [](v1::CertifiedContent* content) {
         content->mutable_certificate()->Clear();
       },
       "its certificate is that of revision"},
      {"another engine",
       [](v1::CertifiedContent* content) {
         content->mutable_certificate()->set_engine_version("0.9.0");
       },
       "its certificate is about version 0.9.0 of the rules engine"},
      {"a property that was not proved",
       [](v1::CertifiedContent* content) {
         content->mutable_certificate()->mutable_properties(0)->set_name("x");
       },
       "its certificate does not prove"},
      {"no content",
       [](v1::CertifiedContent* content) { content->clear_content_bundle(); },
       "it is not a serialised knead.v1.CertifiedContent"},
  };
  for (const RefusalCase& c : cases) {
    SCOPED_TRACE(c.title);
    v1::CertifiedContent content = good;
    c.edit(&content);
    const absl::Status status =
        OpenCertifiedContent(content.SerializeAsString()).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_NE(status.message().find(c.message), std::string::npos) << status;
    EXPECT_NE(status.message().find("knead-content compile"),
              std::string::npos);
  }
  EXPECT_FALSE(OpenCertifiedContent("nonsense").ok());
  EXPECT_FALSE(OpenCertifiedContent("").ok());
}

}  // namespace
}  // namespace knead
