// Makes fixed calls for callgrind to count, each on the path that a server's
// thread takes with it: from the bytes of the request to the bytes that gRPC
// sends. gRPC itself, its sockets and the hooks of the server are not in it.
// Under callgrind it leaves a dump for each call, whose trigger has the call's
// name; otherwise it leaves nothing.
//
// Usage: fixed_calls CONTENT SORE_RUNNER SUSPECTED_CLOT TIMES
//
// The files are the compiled content and two cases. Each dump holds TIMES
// calls.

#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/numbers.h"
#include "absl/time/time.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "grpc/byte_buffer.h"
#include "knead/v1/assessment.pb.h"
#include "knead/v1/certificate.pb.h"
#include "knead/v1/extraction.pb.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/search.pb.h"
#include "knead/v1/session.pb.h"
#include "service/rpc/snapshot.h"
#include "service/rpc/transport/invoke.h"
#include "service/rpc/transport/testing/fake_call_context.h"
#include "tests/fuzz/local_service.h"
#include "valgrind/callgrind.h"

namespace knead {
namespace {

// Minutes of the session that is planned.
constexpr int kMinutes = 20;

struct FixedCall {
  // As it stands in budgets.tsv.
  std::string name;
  std::function<absl::Status()> make;
};

std::string ReadFile(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file),
          std::istreambuf_iterator<char>()};
}

// A call to a method of the service.
FixedCall Unary(std::string name, const LocalService::Method& method,
                const google::protobuf::Message& request) {
  rpc::CallHooks hooks;
  // The way to the present time depends on how much of it has passed.
  hooks.now = [] { return absl::UnixEpoch(); };
  return {std::move(name),
          [handler = method.handler, hooks,
           bytes = request.SerializeAsString()]() -> absl::Status {
            rpc::FakeCallContext context;
            const auto answer = rpc::Invoke(*handler, hooks, context, bytes);
            if (!answer.ok()) return answer.status();
            // What goes to gRPC's core.
            grpc_byte_buffer* bytes_to_send = answer->ToCoreBuffer();
            const bool is_there = bytes_to_send != nullptr;
            grpc_byte_buffer_destroy(bytes_to_send);
            return is_there ? absl::OkStatus()
                            : absl::InternalError("no bytes to send");
          }};
}

// What is counted; `service` must live as long as the calls.
std::vector<FixedCall> FixedCalls(const LocalService& service,
                                  const v1::AssessRequest& sore_runner,
                                  const v1::AssessRequest& suspected_clot) {
  v1::GetTechniqueRequest get;
  get.set_name("techniques/quadriceps-hands");
  get.set_view(v1::VIEW_FULL);
  v1::ListTechniquesRequest list;
  list.set_view(v1::VIEW_FULL);
  v1::BatchGetTechniquesRequest batch;
  for (const char* name :
       {"techniques/calf-hands", "techniques/kneecap-kneading",
        "techniques/quadriceps-foam-roller"}) {
    batch.add_names(name);
  }
  v1::SearchRequest search;
  search.set_query("calf massage");
  v1::ExtractFindingsRequest extract;
  extract.set_text("Since Tuesday my left calf is swollen and red, no injury.");
  v1::PlanSessionRequest plan;
  *plan.mutable_assessment_request() = sore_runner;
  plan.mutable_available_time()->set_seconds(kMinutes * 60);
  return {
      Unary("GetTechnique, full view", service.Find("GetTechnique"), get),
      Unary("ListTechniques, full view", service.Find("ListTechniques"), list),
      Unary("BatchGetTechniques of three", service.Find("BatchGetTechniques"),
            batch),
      Unary("Assess, sore runner", service.Find("Assess"), sore_runner),
      Unary("Assess, suspected clot", service.Find("Assess"), suspected_clot),
      {"Assess, sore runner, engine alone",
       [engine = service.snapshot().engine, sore_runner] {
         return engine->Assess(sore_runner).status();
       }},
      Unary("Search, calf massage", service.Find("Search"), search),
      Unary("ExtractFindings of a sentence", service.Find("ExtractFindings"),
            extract),
      Unary("PlanSession, sore runner", service.Find("PlanSession"), plan),
  };
}

absl::Status Count(const FixedCall& call, int times) {
  // What is made once, and grows into its size, is there before the count.
  for (int i = 0; i < times; ++i) {
    if (absl::Status made = call.make(); !made.ok()) return made;
  }
  CALLGRIND_ZERO_STATS;
  for (int i = 0; i < times; ++i) call.make().IgnoreError();
  CALLGRIND_DUMP_STATS_AT(call.name.c_str());
  return absl::OkStatus();
}

int Run(const char* content, const char* sore_runner_file,
        const char* suspected_clot_file, int times) {
#ifndef NDEBUG
  std::cerr << "this is no optimised build: it counts nothing that is served\n";
  return 1;
#endif
  v1::CertifiedContent certified;
  certified.ParseFromString(ReadFile(content));
  auto snapshot =
      rpc::MakeSnapshot(certified.content_bundle(), absl::UnixEpoch());
  if (!snapshot.ok()) {
    std::cerr << content << ": " << snapshot.status() << "\n";
    return 1;
  }
  const LocalService service(*std::move(snapshot));
  v1::AssessRequest sore_runner;
  v1::AssessRequest suspected_clot;
  using google::protobuf::TextFormat;
  if (!TextFormat::ParseFromString(ReadFile(sore_runner_file), &sore_runner) ||
      !TextFormat::ParseFromString(ReadFile(suspected_clot_file),
                                   &suspected_clot)) {
    std::cerr << "the cases cannot be read\n";
    return 1;
  }
  for (const FixedCall& call :
       FixedCalls(service, sore_runner, suspected_clot)) {
    if (absl::Status counted = Count(call, times); !counted.ok()) {
      std::cerr << call.name << ": " << counted << "\n";
      return 1;
    }
  }
  return 0;
}

}  // namespace
}  // namespace knead

int main(int argc, char** argv) {
  int times = 0;
  if (argc != 5 || !absl::SimpleAtoi(argv[4], &times) || times < 1) {
    std::cerr
        << "usage: fixed_calls CONTENT SORE_RUNNER SUSPECTED_CLOT TIMES\n";
    return 2;
  }
  return knead::Run(argv[1], argv[2], argv[3], times);
}
