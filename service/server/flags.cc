#include "service/server/flags.h"

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "service/server/limit_flags.h"
#include "service/server/limits.h"

namespace knead {
namespace {

// A flag whose value is a number of seconds.
void AddSeconds(CLI::App* app, const std::string& flag,
                absl::Duration* duration, const std::string& help) {
  app->add_option_function<double>(
         flag,
         [duration](double seconds) { *duration = absl::Seconds(seconds); },
         help)
      ->default_str(absl::StrCat(absl::ToDoubleSeconds(*duration)));
}

// A flag that can be repeated, with one value each time: a further word is no
// value of it, but one too many.
CLI::Option* AddRepeated(CLI::App* app, const std::string& flag,
                         std::vector<std::string>* values,
                         const std::string& help) {
  return app->add_option(flag, *values, help)
      ->expected(1)
      ->allow_extra_args(false)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void AddListenFlags(CLI::App* app, ServerOptions* options) {
  AddRepeated(app, "--listen", &options->listen,
              "HOST:PORT to listen on (port 0 picks a free one, which the "
              "first line of standard output names), unix:/path, or "
              "systemd for the sockets that it passes. The flag can be "
              "repeated")
      ->default_str(absl::StrJoin(options->listen, " "));
  app->add_flag("--insecure", options->insecure,
                "Allow an address that other machines can reach, although "
                "connections are not encrypted");
  app->add_flag("--reflection", options->reflection,
                "Answer server reflection, for tools such as buf curl");
}

void AddAdminFlags(CLI::App* app, ServerOptions* options) {
  app->add_option_function<std::string>(
         "--admin-listen",
         [options](const std::string& address) {
           options->admin_listen = address;
         },
         "HOST:PORT of the admin port: /livez, /readyz, /metrics, /version. "
         "Empty: none. Without the flag 127.0.0.1:8981, or a free port if "
         "--listen asks for one; the second line of standard output names it")
      ->type_name("HOST:PORT");
  app->add_flag("--admin-insecure", options->admin_insecure,
                "Allow an admin port that other machines can reach, although "
                "it asks nobody who they are");
  app->add_flag("--channelz", options->channelz,
                "Answer channelz, which shows the connections and calls of the "
                "process");
  app->add_option("--log-calls", options->log_calls,
                  "Calls that have a line in the log: all, errors or none")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, LogCalls>{{"all", LogCalls::kAll},
                                          {"errors", LogCalls::kErrors},
                                          {"none", LogCalls::kNone}}))
      ->type_name("WHICH")
      ->default_str("all");
}

void AddSecurityFlags(CLI::App* app, ServerOptions* options) {
  app->add_option("--tls-certificate-file", options->tls.certificate,
                  "PEM file with the server's certificate and those of the "
                  "authorities between it and the root: connections are "
                  "encrypted. Read again when it changes");
  app->add_option("--tls-key-file", options->tls.key,
                  "PEM file with the private key of that certificate");
  app->add_option("--tls-client-ca-file", options->tls.client_ca,
                  "PEM file with authorities: clients must show a certificate "
                  "of one of them");
  app->add_option("--authorization-file", options->authorization_file,
                  "File of who may call what; see docs/operations.md. Without "
                  "it anyone may call everything. Read again when it changes");
}

void AddContentFlags(CLI::App* app, ServerOptions* options) {
  app->add_option("--content", options->content_file,
                  "File made by knead-content compile, taken up again when it "
                  "changes or on SIGHUP; without it the built-in content is "
                  "served");
}

void AddKeyFlags(CLI::App* app, ServerOptions* options) {
  app->add_option("--page-token-key-file", options->page_token_key_file,
                  "File whose bytes are the key of page tokens; give replicas "
                  "the same one, or none");
  AddRepeated(app, "--session-key-file", &options->session_key_files,
              "File of at least 32 random bytes that seals the resume "
              "tokens of coached sessions; give replicas the same one. The "
              "flag can be repeated: the first seals, all open");
}

void AddLifecycleFlags(CLI::App* app, ServerOptions* options) {
  AddSeconds(app, "--lame-duck", &options->lame_duck,
             "Seconds to go on serving after SIGTERM, while health checks say "
             "NOT_SERVING, so that clients turn elsewhere");
  AddSeconds(app, "--drain-timeout", &options->drain_timeout,
             "Seconds that calls under way may go on after that");
}

// Limits whose values are whole numbers take no others.
void AddLimitFlags(CLI::App* app, ServerOptions* options) {
  for (const LimitFlag& flag : LimitFlags()) {
    CLI::Option* option = nullptr;
    if (std::holds_alternative<absl::Duration Limits::*>(flag.field)) {
      option = app->add_option_function<double>(
          flag.name,
          [&flag, options](double value) { flag.Set(value, &options->limits); },
          flag.help);
    } else {
      option = app->add_option_function<int64_t>(
          flag.name,
          [&flag, options](int64_t value) {
            flag.Set(static_cast<double>(value), &options->limits);
          },
          flag.help);
    }
    option->group("Limits")->default_str(LimitText(flag.Get(options->limits)));
  }
}

void AddProcessFlags(CLI::App* app, ServerOptions* options) {
  app->add_option("--threads", options->threads,
                  "Threads that serve calls; 0: one a core")
      ->capture_default_str();
  app->add_option("--log-level", options->log_level,
                  "trace, debug, info, warn, error or off")
      ->capture_default_str();
}

}  // namespace

void AddFlags(CLI::App* app, ServerOptions* options) {
  AddListenFlags(app, options);
  AddSecurityFlags(app, options);
  AddAdminFlags(app, options);
  AddContentFlags(app, options);
  AddKeyFlags(app, options);
  AddLimitFlags(app, options);
  AddLifecycleFlags(app, options);
  AddProcessFlags(app, options);
}

}  // namespace knead
