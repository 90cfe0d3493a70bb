// Who gets an answer over TLS, and what happens when certificates are replaced
// while the server serves.

#include <openssl/ssl.h>

#include <atomic>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/testing/certificates.h"
#include "gmock/gmock.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"
#include "service/server/options.h"
#include "service/server/server.h"
#include "spdlog/logger.h"
#include "spdlog/sinks/ostream_sink.h"
#include "tests/support/running_server.h"
#include "tests/support/server_process.h"
#include "tests/support/test_folder.h"
#include "tests/support/tls_client.h"
#include "tests/support/tls_handshake.h"
#include "tests/support/unary_call.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Le;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kGetContentInfo[] = "/knead.v1.LookupService/GetContentInfo";

// Calls that every thread makes at each stage of a rotation.
constexpr int kCallsAStage = 5;
constexpr int kThreads = 2;

// Until a certificate holds: some times longer than kFileWatchInterval.
constexpr int kSecondsToWait = 4;
constexpr absl::Duration kPatience = absl::Seconds(20);

UnaryResult Ask(const std::shared_ptr<grpc::Channel>& channel) {
  return CallUnary(channel, kGetContentInfo, v1::GetContentInfoRequest());
}

class TlsTest : public ::testing::Test {
 protected:
  // Puts files in place, all of one server.
  void WriteIdentity(const Identity& identity) const {
    folder_.Write("certificate.pem", identity.certificate);
    folder_.Write("key.pem", identity.private_key);
  }
  void WriteClientCa(const std::string& text) const {
    folder_.Write("ca.pem", text);
  }

  ServerOptions Options(bool asks_for_certificates) const {
    ServerOptions options = TestOptions();
    options.tls = {folder_.Path("certificate.pem"), folder_.Path("key.pem"),
                   asks_for_certificates ? folder_.Path("ca.pem") : ""};
    return options;
  }

  TlsTest() {
    WriteIdentity(server_);
    WriteClientCa(authority_.certificate);
  }

  const TestFolder folder_;
  const Identity authority_ = MakeAuthority("First authority");
  const Identity stranger_ = MakeAuthority("Strange authority");
  const Identity server_ = MakeIdentity(authority_, kTlsServerName);
  const Identity client_ = MakeIdentity(authority_, "client.test");
};

TEST_F(TlsTest, AnswersOverTlsAloneAndOnlyToWhoTrustsIt) {
  RunningServer running(Options(false));
  const std::string address = running.server().address();
  EXPECT_THAT(Ask(ConnectTls(address, {authority_.certificate, {}, ""})),
              IsAnswered());
  // A certificate that nobody asked for does no harm.
  EXPECT_THAT(Ask(ConnectTls(address, {authority_.certificate, client_, ""})),
              IsAnswered());
  EXPECT_THAT(Ask(ConnectTls(address, {stranger_.certificate, {}, ""})),
              Not(IsAnswered()));
  EXPECT_THAT(
      Ask(grpc::CreateChannel(address, grpc::InsecureChannelCredentials())),
      Not(IsAnswered()));
}

TEST_F(TlsTest, Tls12IsTheLeastAndHttp2IsAgreedOn) {
  RunningServer running(Options(false));
  const std::string address = running.server().address();
  for (int version : {TLS1_VERSION, TLS1_1_VERSION}) {
    const HandshakeResult result = Handshake(address, version);
    EXPECT_FALSE(result.ok);
    // The server hangs up. A client that could not offer it would say so.
    EXPECT_THAT(result.reason, HasSubstr("unexpected eof"));
  }
  for (const auto& [version, name] : std::vector<std::pair<int, std::string>>{
           {TLS1_2_VERSION, "TLSv1.2"}, {TLS1_3_VERSION, "TLSv1.3"}}) {
    const HandshakeResult result = Handshake(address, version);
    EXPECT_TRUE(result.ok) << result.reason;
    EXPECT_EQ(result.version, name);
    EXPECT_EQ(result.protocol, "h2");
  }
}

TEST_F(TlsTest, WithoutAGoodCertificateThereIsNoAnswer) {
  RunningServer running(Options(true));
  const std::string address = running.server().address();
  IdentityOptions expired;
  expired.is_expired = true;
  const auto ask = [&](const std::optional<Identity>& identity) {
    return Ask(ConnectTls(address, {authority_.certificate, identity, ""}));
  };
  EXPECT_THAT(ask(client_), IsAnswered());
  EXPECT_THAT(ask(std::nullopt), Not(IsAnswered()));
  EXPECT_THAT(ask(MakeIdentity(stranger_, "client.test")), Not(IsAnswered()));
  EXPECT_THAT(ask(MakeIdentity(authority_, "client.test", expired)),
              Not(IsAnswered()));
  // Signed by a certificate that may not sign.
  EXPECT_THAT(ask(MakeIdentity(client_, "client.test")), Not(IsAnswered()));
  // An authority of that name which is another.
  EXPECT_THAT(
      ask(MakeIdentity(MakeAuthority("First authority"), "client.test")),
      Not(IsAnswered()));
  EXPECT_THAT(ask(client_), IsAnswered());
}

// Clients that connect anew for each call, all in the same way.
class Callers {
 public:
  Callers(std::string address, TlsClient client)
      : address_(std::move(address)), client_(std::move(client)) {
    for (int i = 0; i < kThreads; ++i) {
      threads_.emplace_back([this, i] { Run(i); });
    }
  }

  ~Callers() { Stop(); }

  // Connects in another way from here on.
  void Become(const TlsClient& client) {
    const absl::MutexLock lock(&mutex_);
    client_ = client;
  }

  // Waits until every thread has made some more calls.
  void AwaitCalls() {
    absl::MutexLock lock(&mutex_);
    std::vector<int> wanted = calls_;
    for (int& count : wanted) count += kCallsAStage;
    const auto reached = [&] {
      for (int i = 0; i < kThreads; ++i) {
        if (calls_[i] < wanted[i]) return false;
      }
      return true;
    };
    mutex_.Await(absl::Condition(&reached));
  }

  // Ends the calls. What went wrong with them.
  std::vector<std::string> Stop() {
    stop_ = true;
    for (std::thread& thread : threads_) {
      if (thread.joinable()) thread.join();
    }
    const absl::MutexLock lock(&mutex_);
    return failures_;
  }

 private:
  void Run(int thread) {
    while (!stop_) {
      TlsClient client;
      {
        const absl::MutexLock lock(&mutex_);
        client = client_;
      }
      const UnaryResult result = Ask(ConnectTls(address_, client));
      const absl::MutexLock lock(&mutex_);
      ++calls_[thread];
      if (!result.status.ok()) {
        failures_.push_back(result.status.error_message());
      }
    }
  }

  const std::string address_;
  std::atomic<bool> stop_{false};
  absl::Mutex mutex_;
  TlsClient client_ ABSL_GUARDED_BY(mutex_);
  std::vector<int> calls_ ABSL_GUARDED_BY(mutex_) = std::vector<int>(kThreads,
                                                                     0);
  std::vector<std::string> failures_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

TEST_F(TlsTest, AuthoritiesAreReplacedAndNoCallFails) {
  const Identity next = MakeAuthority("Next authority");
  const Identity next_client = MakeIdentity(next, "client.test");
  const std::string both = authority_.certificate + next.certificate;
  RunningServer running(Options(true));
  Server& server = running.server();
  const TlsClient old = {authority_.certificate, client_, ""};
  // A connection that is there from begin to end.
  const auto lasting = ConnectTls(server.address(), old);
  ASSERT_THAT(Ask(lasting), IsAnswered());

  Callers callers(server.address(), old);
  callers.AwaitCalls();
  // Everybody trusts both.
  WriteClientCa(both);
  ASSERT_TRUE(server.ReloadSecurity().ok());
  callers.Become({both, client_, ""});
  callers.AwaitCalls();
  // Everybody has a certificate of the next one.
  WriteIdentity(MakeIdentity(next, kTlsServerName));
  ASSERT_TRUE(server.ReloadSecurity().ok());
  callers.AwaitCalls();
  callers.Become({both, next_client, ""});
  callers.AwaitCalls();
  // Nobody trusts the old one.
  WriteClientCa(next.certificate);
  ASSERT_TRUE(server.ReloadSecurity().ok());
  callers.Become({next.certificate, next_client, ""});
  callers.AwaitCalls();
  EXPECT_THAT(callers.Stop(), ::testing::IsEmpty());

  EXPECT_THAT(Ask(lasting), IsAnswered());
  EXPECT_THAT(Ask(ConnectTls(server.address(), {both, client_, ""})),
              Not(IsAnswered()));
  EXPECT_THAT(Ask(ConnectTls(server.address(),
                             {authority_.certificate, next_client, ""})),
              Not(IsAnswered()));
}

TEST_F(TlsTest, WhatCannotServeNeverTakesThePlaceOfWhatDoes) {
  RunningServer running(Options(true));
  Server& server = running.server();
  const TlsClient client = {authority_.certificate, client_, ""};
  const Identity other = MakeIdentity(authority_, kTlsServerName);
  const std::vector<std::pair<std::string, std::string>> faults = {
      {"certificate.pem", other.certificate},
      {"certificate.pem", "garbage"},
      {"certificate.pem", ""},
      {"key.pem", other.private_key},
      {"key.pem", "garbage"},
      {"ca.pem", "garbage"},
      {"ca.pem", ""},
  };
  for (const auto& [name, text] : faults) {
    WriteIdentity(server_);
    WriteClientCa(authority_.certificate);
    folder_.Write(name, text);
    EXPECT_FALSE(server.ReloadSecurity().ok()) << name << ": " << text;
    EXPECT_THAT(Ask(ConnectTls(server.address(), client)), IsAnswered());
    EXPECT_THAT(Ask(ConnectTls(server.address(),
                               {authority_.certificate, std::nullopt, ""})),
                Not(IsAnswered()));
  }
  WriteIdentity(other);
  WriteClientCa(authority_.certificate);
  EXPECT_TRUE(server.ReloadSecurity().ok());
  EXPECT_THAT(Ask(ConnectTls(server.address(), client)), IsAnswered());
}

// It takes as long as the certificate has to wait.
TEST_F(TlsTest, TakesUpACertificateOnceItHolds) {
  std::ostringstream text;
  ServerOptions options = Options(false);
  options.security_retry = absl::ZeroDuration();
  auto started = Server::Start(
      options,
      std::make_shared<spdlog::logger>(
          "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text)));
  ASSERT_TRUE(started.ok()) << started.status();
  Server& server = **started;
  const Identity next = MakeAuthority("Next authority");
  const auto ask = [&](const Identity& authority) {
    return Ask(ConnectTls(server.address(), {authority.certificate, {}, ""}));
  };
  IdentityOptions early;
  early.seconds_to_wait = kSecondsToWait;
  WriteIdentity(MakeIdentity(next, kTlsServerName, early));
  EXPECT_THAT(server.ReloadSecurity().message(), HasSubstr("holds from"));
  EXPECT_THAT(ask(authority_), IsAnswered());
  EXPECT_THAT(ask(next), Not(IsAnswered()));

  // Nobody asks for it, and no file changes.
  const absl::Time deadline = absl::Now() + kPatience;
  while (!ask(next).status.ok() && absl::Now() < deadline) {
    absl::SleepFor(absl::Milliseconds(50));
  }
  EXPECT_THAT(ask(next), IsAnswered());
  EXPECT_THAT(ask(authority_), Not(IsAnswered()));
  started->reset();
  // When it was asked to, when it saw the change, and not each time that it
  // tried again.
  const std::vector<std::string> parts =
      absl::StrSplit(text.str(), "holds from");
  EXPECT_THAT(parts, SizeIs(Le(1 + 2)));
  EXPECT_THAT(text.str(),
              HasSubstr(R"("event":"certificates","result":"taken up")"));
}

TEST_F(TlsTest, DoesNotStartWithWhatCannotServe) {
  folder_.Write("key.pem", "zyxsecret");
  ServerProcess server(
      {"--listen=127.0.0.1:0",
       absl::StrCat("--tls-certificate-file=", folder_.Path("certificate.pem")),
       absl::StrCat("--tls-key-file=", folder_.Path("key.pem"))});
  EXPECT_EQ(server.AwaitAddress(), "");
  EXPECT_EQ(server.Wait(), 1);
  EXPECT_THAT(server.errors(),
              HasSubstr(absl::StrCat(
                  "--tls-key-file: ", folder_.Path("key.pem"), ": want")));
  EXPECT_THAT(server.errors(), Not(HasSubstr("zyxsecret")));
}

TEST_F(TlsTest, TakesUpFilesThatChange) {
  ServerProcess server({
      "--listen=127.0.0.1:0",
      absl::StrCat("--tls-certificate-file=", folder_.Path("certificate.pem")),
      absl::StrCat("--tls-key-file=", folder_.Path("key.pem")),
      absl::StrCat("--tls-client-ca-file=", folder_.Path("ca.pem")),
  });
  const std::string address = server.AwaitAddress();
  const TlsClient client = {authority_.certificate, client_, ""};
  EXPECT_THAT(Ask(ConnectTls(address, client)), IsAnswered());

  const Identity next = MakeAuthority("Next authority");
  const TlsClient next_client = {next.certificate,
                                 MakeIdentity(next, "client.test"), ""};
  WriteIdentity(MakeIdentity(next, kTlsServerName));
  WriteClientCa(next.certificate);
  ASSERT_TRUE(server.AwaitLog(R"("event":"certificates","result":"taken up")"));
  EXPECT_THAT(Ask(ConnectTls(address, next_client)), IsAnswered());
  EXPECT_THAT(Ask(ConnectTls(address, client)), Not(IsAnswered()));

  folder_.Write("key.pem", client_.private_key);
  ASSERT_TRUE(server.AwaitLog("is not the key of the first certificate"));
  EXPECT_THAT(Ask(ConnectTls(address, next_client)), IsAnswered());
}

}  // namespace
}  // namespace knead
