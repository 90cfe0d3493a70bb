// Prints the manual page knead-server(8).

#include <iostream>

#include "CLI/CLI.hpp"
#include "service/server/flags.h"
#include "service/server/options.h"
#include "tools/manual/man_page.h"

namespace {

constexpr char kAbout[] =
    "Serves the knead.v1 protocol over gRPC: lookups, assessments and sessions "
    "for self-massage of a painful knee. The content is built in, and nothing "
    "about a person is kept or logged.\n"
    "The first line on standard output names the address, once the server "
    "listens; the second one names the admin port. The log goes to standard "
    "error, one JSON object a line.\n"
    "Durations are numbers of seconds.";

knead::ManPage ServerPage() {
  knead::ManPage page;
  page.section = 8;
  page.summary = "serve advice on self-massage of a sore knee";
  page.sections = {
      {"SIGNALS",
       "",
       {{"SIGTERM, SIGINT",
         "Health checks say NOT_SERVING, calls under way are completed, and "
         "the process ends. A second one ends it at once."},
        {"SIGHUP",
         "Content, certificates and the policy are read again from their "
         "files. What is not in order leaves what there was."}}},
      {"EXIT STATUS",
       "",
       {{"0", "Stopped by a signal."},
        {"1", "It could not serve: address taken, content missing or refused."},
        {"2", "Usage: a flag at fault is named."},
        {"143, 130",
         "Ended at once by a second SIGTERM or SIGINT, before calls under way "
         "were completed."}}},
      {"FILES",
       "",
       {{"/etc/default/knead-server",
         "KNEAD_SERVER_FLAGS, the flags with which systemd starts the "
         "server."},
        {"/etc/knead",
         "A place for keys and certificates. None is needed to begin with."},
        {"/usr/share/doc/knead-server",
         "How to operate it, and configurations of proxies and clusters as "
         "examples."}}},
      {"SEE ALSO", "knead(1), systemctl(1)", {}},
  };
  return page;
}

}  // namespace

int main() {
  knead::ServerOptions options;
  CLI::App app(kAbout, "knead-server");
  app.set_version_flag("--version", "");
  knead::AddFlags(&app, &options);
  std::cout << knead::WriteManPage(app, ServerPage());
  return std::cout.flush() ? 0 : 1;
}
