// Calls a server, or several, at a steady rate. Says `ready` on standard output
// once kWarmCalls have been answered, and in the end what became of the calls,
// as one JSON object (tests/verify/load/call_tally.h).
//
// The calls are those that may be repeated: looking up a technique, listing
// techniques, assessing a person. Each begins when it is due whether or not
// others have ended, as long as a thread is free, and its latency counts from
// then. Runs for the given time or until SIGTERM or SIGINT.

#include <signal.h>
#include <time.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <iostream>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "client/client.h"
#include "client/make_connection.h"
#include "client/names.h"
#include "client/options.h"
#include "client/token_file.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "tests/verify/load/call_tally.h"

namespace knead {
namespace {

// Answers after which the load is under way: enough that there have been some
// over each of a few connections.
constexpr int64_t kWarmCalls = 50;

struct Flags {
  std::vector<std::string> targets;
  double rate = 100;
  double seconds = 0;
  int threads = 16;
  int attempts = kDefaultAttempts;
  double timeout = absl::ToDoubleSeconds(kDefaultTimeout);
  std::vector<std::string> revisions;
  bool tls = false;
  TlsFileCredentials tls_files;
  std::string token_file;
};

void AddFlags(CLI::App& app, Flags& flags) {
  app.add_option("--target", flags.targets,
                 "Address of a server; can be repeated")
      ->required();
  app.add_option("--rate", flags.rate, "Calls a second")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--seconds", flags.seconds,
                 "How long to run; 0: until SIGTERM")
      ->capture_default_str();
  app.add_option("--threads", flags.threads, "Most calls at once")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--attempts", flags.attempts,
                 "How often a call is sent at most")
      ->capture_default_str();
  app.add_option("--timeout", flags.timeout, "Seconds that a call has")
      ->capture_default_str();
  app.add_option("--revision", flags.revisions,
                 "A revision that answers may rest on; can be repeated; any "
                 "without it");
  app.add_flag("--tls", flags.tls, "Encrypt");
  app.add_option("--tls-ca-file", flags.tls_files.root_certificates_file,
                 "Encrypt, and trust these authorities");
  app.add_option("--tls-cert-file", flags.tls_files.certificate_chain_file,
                 "Certificate of the client");
  app.add_option("--tls-key-file", flags.tls_files.private_key_file,
                 "Its private key");
  app.add_option("--tls-server-name", flags.tls_files.server_name,
                 "Name that the server's certificate carries");
  app.add_option("--token-file", flags.token_file,
                 "File that holds a bearer token");
}

ClientOptions ToOptions(const Flags& flags) {
  ClientOptions options;
  options.target = absl::StrJoin(flags.targets, ",");
  options.user_agent = "knead-load";
  options.retry.attempts = flags.attempts;
  options.default_timeout = absl::Seconds(flags.timeout);
  TlsFileCredentials tls = flags.tls_files;
  tls.reload_interval = absl::Seconds(1);
  if (flags.tls || !tls.root_certificates_file.empty() ||
      !tls.certificate_chain_file.empty()) {
    options.credentials = tls;
  } else {
    options.credentials = InsecureCredentials();
  }
  if (!flags.token_file.empty()) options.token = TokenFile(flags.token_file);
  return options;
}

// A call of the mix: its kind, and its answer as bytes.
struct Answer {
  std::string kind;
  absl::StatusOr<std::string> bytes;
};

template <typename Message>
absl::StatusOr<std::string> Bytes(const absl::StatusOr<Message>& message) {
  if (!message.ok()) return message.status();
  return message->SerializeAsString();
}

// Six lookups, two lists and two assessments in ten.
Answer Call(const Client& client, Connection& connection, int64_t number,
            const CallOptions& options) {
  switch (number % 10) {
    case 8:
    case 9: {
      v1::AssessRequest request;
      v1::Observation& tight = *request.add_observations();
      tight.set_finding(FindingName("tight-quadriceps"));
      tight.set_presence(v1::PRESENCE_PRESENT);
      return {"Assess", Bytes(client.Assess(request, options))};
    }
    case 6:
    case 7:
      // One page: a range makes as many calls as it has pages.
      return {"ListTechniques", Bytes(connection.ListTechniques({}, options))};
    default:
      return {"GetTechnique",
              Bytes(client.GetTechnique("techniques/quadriceps-hands",
                                        v1::VIEW_UNSPECIFIED, options))};
  }
}

// Makes the calls that are due, one after the other, until `stop`.
void Run(Connection& connection, const Client& client, absl::Time start,
         double rate, std::atomic<int64_t>& next,
         std::atomic<int64_t>& answered, const std::atomic<bool>& stop,
         CallTally& tally) {
  while (true) {
    const int64_t number = next.fetch_add(1);
    const absl::Time due = start + absl::Seconds(double(number) / rate);
    absl::SleepFor(due - absl::Now());
    if (stop) return;
    ResponseMetadata metadata;
    CallOptions options;
    options.response_metadata = &metadata;
    const Answer answer = Call(client, connection, number, options);
    const absl::Duration latency = absl::Now() - due;
    if (!answer.bytes.ok()) {
      tally.AddFailure(answer.bytes.status(), latency);
      continue;
    }
    const auto revision = metadata.find(std::string(kContentRevisionKey));
    tally.AddAnswer(answer.kind,
                    revision == metadata.end() ? "" : revision->second,
                    *answer.bytes, latency);
    if (answered.fetch_add(1) + 1 == kWarmCalls) {
      std::cout << "ready" << std::endl;
    }
  }
}

// Waits for one of `signals`, for `seconds` at most unless that is 0.
void AwaitEnd(const sigset_t& signals, double seconds) {
  if (seconds <= 0) {
    int signal = 0;
    sigwait(&signals, &signal);
    return;
  }
  const absl::Time end = absl::Now() + absl::Seconds(seconds);
  while (true) {
    const timespec rest =
        absl::ToTimespec(std::max(end - absl::Now(), absl::ZeroDuration()));
    // Anything but a signal of its own can cut it short.
    if (sigtimedwait(&signals, nullptr, &rest) > 0 || absl::Now() >= end) {
      return;
    }
  }
}

int Main(int argc, char** argv) {
  Flags flags;
  CLI::App app("Calls a server at a steady rate.", "load");
  AddFlags(app, flags);
  CLI11_PARSE(app, argc, argv);

  // Before there are threads, so that none of them takes a signal.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const auto connection = MakeConnection(ToOptions(flags));
  if (!connection.ok()) {
    std::cerr << "load: " << connection.status().message() << "\n";
    return 2;
  }
  const Client client(*connection);
  const absl::Time start = absl::Now();
  std::atomic<int64_t> next = 0;
  std::atomic<int64_t> answered = 0;
  std::atomic<bool> stop = false;
  std::vector<CallTally> tallies(flags.threads);
  std::vector<std::thread> threads;
  threads.reserve(tallies.size());
  for (CallTally& tally : tallies) {
    threads.emplace_back([&] {
      Run(**connection, client, start, flags.rate, next, answered, stop, tally);
    });
  }
  AwaitEnd(signals, flags.seconds);
  stop = true;
  for (std::thread& thread : threads) thread.join();
  CallTally sum;
  for (const CallTally& tally : tallies) sum.Add(tally);
  std::cout << sum.ToJson({flags.revisions.begin(), flags.revisions.end()},
                          absl::Now() - start)
            << std::endl;
  return 0;
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) { return knead::Main(argc, argv); }
