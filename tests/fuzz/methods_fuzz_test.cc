// Requests to the unary methods of all services, on the content that is
// shipped. An input is the name of a method, a line feed, and the bytes of its
// request.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "knead/v1/assessment.pb.h"
#include "tests/fuzz/answers.h"
#include "tests/fuzz/fuzz_message.h"
#include "tests/fuzz/require.h"
#include "tests/fuzz/shipped_service.h"

namespace knead {
namespace {

using Method = LocalService::Method;

struct Input {
  // nullptr if the input names none.
  const Method* method = nullptr;
  // Bytes of the input before the request.
  size_t head = 0;
  absl::string_view request;
};

Input ReadInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  Input input;
  const size_t end = bytes.find('\n');
  if (end == absl::string_view::npos) return input;
  for (const Method& method : ShippedService().methods()) {
    if (method.descriptor->name() == bytes.substr(0, end)) {
      input.method = &method;
    }
  }
  input.head = end + 1;
  input.request = bytes.substr(input.head);
  return input;
}

// The input with the method of that number, modulo their count.
size_t WriteHead(size_t number, absl::string_view request, size_t max_size,
                 uint8_t* out) {
  const auto& methods = ShippedService().methods();
  const std::string bytes = absl::StrCat(
      methods[number % methods.size()].descriptor->name(), "\n", request);
  if (bytes.size() > max_size) return 0;
  std::copy(bytes.begin(), bytes.end(), out);
  return bytes.size();
}

// The person with one finding more, which was not stated or denied; false when
// `pick` chooses one that is.
bool AddFinding(size_t pick, v1::AssessRequest* person) {
  const auto& bundle = ShippedService().snapshot().catalog->bundle();
  const v1::Finding& finding =
      bundle.findings(static_cast<int>(pick % bundle.findings_size()));
  if (finding.kind() != v1::FINDING_KIND_PRESENCE ||
      !finding.replaced_by().empty()) {
    return false;
  }
  for (const v1::Observation& observation : person->observations()) {
    if (observation.finding() == finding.name()) return false;
  }
  v1::Observation& more = *person->add_observations();
  more.set_finding(finding.name());
  more.set_presence(v1::PRESENCE_PRESENT);
  return true;
}

std::string FaultOfOneMore(absl::string_view bytes,
                           const v1::Assessment& before) {
  v1::AssessRequest person;
  person.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
  for (size_t pick = 0; pick < bytes.size() && pick < 8; ++pick) {
    v1::AssessRequest more = person;
    if (!AddFinding(static_cast<uint8_t>(bytes[bytes.size() - 1 - pick]),
                    &more)) {
      continue;
    }
    const auto answer = ShippedService().snapshot().engine->Assess(more);
    // A retired finding can stand for the same, and there can be too many.
    if (!answer.ok()) continue;
    if (std::string fault = FaultOfMore(before, *answer); !fault.empty()) {
      return fault;
    }
  }
  return "";
}

std::string FaultOf(const Method& method, absl::string_view request) {
  const auto answer = LocalService::Call(method, request);
  if (!answer.ok()) return FaultOfRefusal(answer.status());
  if (LocalService::Call(method, request).value() != *answer) {
    return "the same request got another answer";
  }
  const auto message = method.NewResponse();
  if (!message->ParseFromString(*answer)) return "the answer is no message";
  std::string fault = FaultOfAnswer(*message);
  if (fault.empty() &&
      message->GetDescriptor() == v1::Assessment::descriptor()) {
    v1::Assessment assessment;
    assessment.CopyFrom(*message);
    fault = FaultOfOneMore(request, assessment);
  }
  return fault;
}

}  // namespace
}  // namespace knead

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const knead::Input input = knead::ReadInput(data, size);
  if (input.method == nullptr) return 0;
  const std::string fault = knead::FaultOf(*input.method, input.request);
  if (!fault.empty()) {
    knead::RequireNoFault(
        absl::StrCat(input.method->descriptor->full_name(), ": ", fault));
  }
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size,
                                          size_t max_size, unsigned int seed) {
  // Now and then the same request to another method.
  constexpr unsigned int kOtherMethodOnceIn = 64;
  const knead::Input input = knead::ReadInput(data, size);
  if (input.method == nullptr || seed % kOtherMethodOnceIn == 0) {
    return knead::WriteHead(seed / kOtherMethodOnceIn,
                            std::string(input.request), max_size, data);
  }
  const auto request = input.method->NewRequest();
  return input.head +
         knead::MutateMessageBytes(data + input.head, size - input.head,
                                   max_size - input.head, seed, request.get());
}

extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t* data, size_t size,
                                            const uint8_t* other,
                                            size_t other_size, uint8_t* out,
                                            size_t max_size,
                                            unsigned int seed) {
  const knead::Input input = knead::ReadInput(data, size);
  const knead::Input second = knead::ReadInput(other, other_size);
  if (input.method == nullptr || input.head > max_size) return 0;
  std::copy(data, data + input.head, out);
  const auto request = input.method->NewRequest();
  return input.head + knead::CrossOverMessageBytes(
                          data + input.head, size - input.head,
                          other + second.head, other_size - second.head,
                          out + input.head, max_size - input.head, seed,
                          request.get());
}
