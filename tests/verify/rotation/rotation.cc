// Certificates and the authorisation policy of a server replaced under load.
//
// Usage: KNEAD_SERVER=path/to/knead-server rotation

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/call_options.h"
#include "client/client.h"
#include "client/make_connection.h"
#include "client/options.h"
#include "client/testing/certificates.h"
#include "proto/canonical/sha256.h"
#include "tests/support/server_process.h"
#include "tests/support/test_folder.h"
#include "tests/verify/rotation/load.h"

namespace knead {
namespace {

constexpr char kServerName[] = "server.test";
constexpr int kThreads = 4;
// How long the load goes on at each stage.
constexpr absl::Duration kStage = absl::Seconds(3);
// Longer than a changed file takes to be taken up.
constexpr absl::Duration kLongestTakeUp = absl::Seconds(10);
constexpr absl::Duration kPollInterval = absl::Milliseconds(200);
// Calls that each client that should get no answer makes.
constexpr int kRefusedCalls = 50;

constexpr char kOldToken[] = "tUqC0vJr1mZ8oYk3N5xWb7DgEhLfQsAp";
constexpr char kNewToken[] = "pA5sQfLhEgD7bWx3NkYo8Zm1rJv0CqUt";

std::string Entry(const std::string& who, const std::string& methods) {
  return absl::StrCat("callers { name: 'load' ", who, " methods: '", methods,
                      "' }\n");
}

std::string Token(const std::string& token) {
  return absl::StrCat("token_sha256: '",
                      Sha256(token).substr(std::string("sha256:").size()),
                      "' ");
}

// What stands in a file that grows, from a place on.
std::string ReadFrom(const std::string& path, std::uintmax_t place) {
  const std::uintmax_t size = std::filesystem::file_size(path);
  std::string text(size - std::min(place, size), '\0');
  std::ifstream file(path, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(place));
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  return text;
}

// The whole course of events. Prints as it goes.
class Rotation {
 public:
  Rotation() : server_(StartServer()), address_(server_->AwaitAddress()) {}

  // Whether all went as it should.
  bool Run() {
    if (address_.empty()) {
      std::cerr << "the server did not start: " << server_->errors();
      return false;
    }
    std::cout << "Certificates, old authority to new by way of both, "
              << kThreads << " threads that connect anew every 50 calls:\n\n";
    RotateCertificates();
    std::cout << "\nClients that should get no answer, after that:\n\n";
    AskInVain();
    std::cout << "\nThe authorisation policy:\n\n";
    ChangePolicy();
    std::cout << "\n"
              << (good_ ? "All as it should be." : "NOT as it should be.")
              << "\n";
    return good_;
  }

 private:
  std::unique_ptr<ServerProcess> StartServer() {
    WriteIdentity(MakeIdentity(old_, kServerName));
    folder_.Write("ca.pem", old_.certificate);
    folder_.Write("policy.textproto", Entry(Token(kOldToken), "*"));
    return std::make_unique<ServerProcess>(std::vector<std::string>{
        "--listen=127.0.0.1:0",
        "--tls-certificate-file=" + folder_.Path("certificate.pem"),
        "--tls-key-file=" + folder_.Path("key.pem"),
        "--tls-client-ca-file=" + folder_.Path("ca.pem"),
        "--authorization-file=" + folder_.Path("policy.textproto")});
  }

  void WriteIdentity(const Identity& identity) const {
    folder_.Write("certificate.pem", identity.certificate);
    folder_.Write("key.pem", identity.private_key);
  }

  ClientOptions Way(const std::string& roots, const Identity* identity) const {
    TlsCredentials tls;
    tls.root_certificates = roots;
    tls.server_name = kServerName;
    if (identity != nullptr) {
      tls.certificate_chain = identity->certificate;
      tls.private_key = identity->private_key;
    }
    ClientOptions options;
    options.target = address_;
    options.credentials = tls;
    return options;
  }

  void Expect(bool holds, const std::string& what) {
    if (holds) return;
    good_ = false;
    std::cout << "not ok: " << what << "\n";
  }

  // Waits until the server's log says `text` after `change`, and returns how
  // long that took.
  absl::Duration AwaitTakeUp(const std::string& text,
                             const std::function<void()>& change) {
    const std::string& log = server_->errors_path();
    const std::uintmax_t before = std::filesystem::file_size(log);
    const absl::Time start = absl::Now();
    change();
    while (!absl::StrContains(ReadFrom(log, before), text)) {
      if (absl::Now() - start > kLongestTakeUp) {
        Expect(false, absl::StrCat("the log never said ", text));
        break;
      }
      absl::SleepFor(kPollInterval);
    }
    return absl::Now() - start;
  }

  absl::Duration ChangeCertificates(const std::function<void()>& change) {
    return AwaitTakeUp(R"("event":"certificates","result":"taken up")", change);
  }

  absl::Duration ChangePolicyTo(const std::string& text) {
    return AwaitTakeUp(R"("event":"authorization","result":"taken up")",
                       [&] { folder_.Write("policy.textproto", text); });
  }

  // Lets the load go on for a while, and prints what became of it since the
  // last line.
  LoadCounts Stage(Load& load, const std::string& name, absl::Duration took) {
    absl::SleepFor(kStage);
    LoadCounts counts = load.Take();
    std::cout << absl::StreamFormat(
        "| %-48s | %8s | %8d | %8d | %8d |\n", name,
        took == absl::ZeroDuration()
            ? "-"
            : absl::StrFormat("%.1f s", absl::ToDoubleSeconds(took)),
        counts.calls, counts.connections, counts.failed());
    for (const auto& [text, count] : counts.failures) {
      std::cout << "    " << count << " x " << text << "\n";
    }
    return counts;
  }

  static void PrintHead() {
    std::cout << absl::StreamFormat("| %-48s | %8s | %8s | %8s | %8s |\n",
                                    "stage", "taken up", "calls", "connects",
                                    "failed");
    std::cout << "|---|---|---|---|---|\n";
  }

  void StageWithoutFailure(Load& load, const std::string& name,
                           absl::Duration took) {
    const LoadCounts counts = Stage(load, name, took);
    Expect(counts.calls > 0, absl::StrCat(name, ": no call was made"));
    Expect(counts.failed() == 0, absl::StrCat(name, ": calls failed"));
  }

  void RotateCertificates() {
    PrintHead();
    const std::string both = old_.certificate + new_.certificate;
    Load load(kThreads, Way(old_.certificate, &old_client_), kOldToken);
    StageWithoutFailure(load, "old authority", absl::ZeroDuration());
    absl::Duration took =
        ChangeCertificates([&] { folder_.Write("ca.pem", both); });
    load.Become(Way(both, &old_client_), kOldToken);
    StageWithoutFailure(load, "both trusted, by server and clients", took);
    took = ChangeCertificates(
        [&] { WriteIdentity(MakeIdentity(new_, kServerName)); });
    StageWithoutFailure(load, "server shows one of the new", took);
    load.Become(Way(both, &new_client_), kOldToken);
    StageWithoutFailure(load, "clients show one of the new",
                        absl::ZeroDuration());
    took =
        ChangeCertificates([&] { folder_.Write("ca.pem", new_.certificate); });
    load.Become(Way(new_.certificate, &new_client_), kOldToken);
    StageWithoutFailure(load, "new authority alone", took);
    took = AwaitTakeUp("is not the key of the first certificate", [&] {
      folder_.Write("key.pem", old_client_.private_key);
    });
    StageWithoutFailure(load, "key that does not match: refused", took);
    took = ChangeCertificates(
        [&] { WriteIdentity(MakeIdentity(new_, kServerName)); });
    StageWithoutFailure(load, "both files renewed", took);
  }

  void AskInVain() {
    IdentityOptions expired;
    expired.is_expired = true;
    const Identity expired_client = MakeIdentity(new_, "client", expired);
    const std::vector<std::pair<std::string, const Identity*>> clients = {
        {"no certificate", nullptr},
        {"certificate of the old authority", &old_client_},
        {"expired certificate", &expired_client},
    };
    std::cout << absl::StreamFormat("| %-48s | %8s | %8s |\n", "client",
                                    "calls", "answers");
    std::cout << "|---|---|---|\n";
    for (const auto& [name, identity] : clients) {
      int answers = 0;
      for (int i = 0; i < kRefusedCalls; ++i) {
        CallOptions options;
        options.metadata = {
            {"authorization", absl::StrCat("Bearer ", kOldToken)}};
        // Each with a connection of its own.
        const auto connection = MakeConnection(Way(new_.certificate, identity));
        if (connection.ok() &&
            Client(*connection).GetContentInfo(options).ok()) {
          ++answers;
        }
      }
      std::cout << absl::StreamFormat("| %-48s | %8d | %8d |\n", name,
                                      kRefusedCalls, answers);
      Expect(answers == 0, absl::StrCat(name, ": got answers"));
    }
  }

  void ChangePolicy() {
    PrintHead();
    const ClientOptions way = Way(new_.certificate, &new_client_);
    Load load(kThreads, way, kOldToken);
    StageWithoutFailure(load, "old token", absl::ZeroDuration());
    absl::Duration took = ChangePolicyTo(
        Entry(absl::StrCat(Token(kOldToken), Token(kNewToken)), "*"));
    StageWithoutFailure(load, "both tokens good", took);
    load.Become(way, kNewToken);
    took = ChangePolicyTo(Entry(Token(kNewToken), "*"));
    StageWithoutFailure(load, "new token alone", took);
    took = AwaitTakeUp("recognises nobody", [&] {
      folder_.Write("policy.textproto", "callers { methods: '*' }");
    });
    StageWithoutFailure(load, "broken policy: refused", took);
    // What the new one forbids is refused from here on.
    took = ChangePolicyTo(
        Entry(Token(kNewToken), "/knead.v1.AssessmentService/*"));
    load.Become(way, kNewToken);
    load.Take();
    const LoadCounts denied =
        Stage(load, "method no longer allowed: all should fail", took);
    Expect(denied.calls > 0 && denied.failed() == denied.calls,
           "calls that are no longer allowed were answered");
    took = ChangePolicyTo(Entry(Token(kNewToken), "*"));
    load.Become(way, kNewToken);
    load.Take();
    StageWithoutFailure(load, "allowed again", took);
  }

  bool good_ = true;
  const TestFolder folder_;
  const Identity old_ = MakeAuthority("Old authority");
  const Identity new_ = MakeAuthority("New authority");
  const Identity old_client_ = MakeIdentity(old_, "client");
  const Identity new_client_ = MakeIdentity(new_, "client");
  const std::unique_ptr<ServerProcess> server_;
  const std::string address_;
};

}  // namespace
}  // namespace knead

int main() { return knead::Rotation().Run() ? 0 : 1; }
