#include "client/cli/message_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "client/cli/arguments.h"
#include "client/cli/first_error.h"
#include "client/cli/output.h"
#include "client/cli/write_file.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/json_util.h"
#include "proto/canonical/canonical_bytes.h"

namespace knead::cli {
namespace {

enum class Format { kTextproto, kJson, kBinary };

std::optional<Format> FormatOf(absl::string_view path) {
  if (absl::EndsWith(path, ".textproto") || absl::EndsWith(path, ".txtpb")) {
    return Format::kTextproto;
  }
  if (absl::EndsWith(path, ".json")) return Format::kJson;
  if (absl::EndsWith(path, ".binpb")) return Format::kBinary;
  return std::nullopt;
}

absl::Status UnknownFormat(const std::string& path) {
  return absl::InvalidArgumentError(
      absl::StrCat(path,
                   ": the end of its name does not say how it is written; it "
                   "can be .textproto or .txtpb (protobuf's text format), "
                   ".json, or .binpb (binary)"));
}

absl::StatusOr<std::string> ReadBytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": cannot be read: ", std::strerror(errno)));
  }
  std::string bytes(kMostMessageBytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad() || (file.fail() && !file.eof())) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": cannot be read"));
  }
  bytes.resize(file.gcount());
  if (bytes.size() > kMostMessageBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat(path, ": is larger than ", kMostMessageBytes, " bytes"));
  }
  return bytes;
}

// What is wrong with `bytes` as a message; nothing when they are one.
std::string Parse(Format format, const std::string& bytes,
                  google::protobuf::Message& message) {
  if (format == Format::kTextproto) {
    FirstError first_error;
    google::protobuf::TextFormat::Parser parser;
    parser.RecordErrorsTo(&first_error);
    return parser.ParseFromString(bytes, &message) ? "" : first_error.text();
  }
  if (format == Format::kJson) {
    const auto status =
        google::protobuf::util::JsonStringToMessage(bytes, &message);
    return status.ok() ? "" : std::string(status.message());
  }
  return message.ParseFromString(bytes) ? "" : "the bytes are no such message";
}

absl::StatusOr<std::string> ToBytes(Format format,
                                    const google::protobuf::Message& message) {
  switch (format) {
    case Format::kTextproto:
      return ForPrograms(message, OutputFormat::kTextproto);
    case Format::kJson:
      return ForPrograms(message, OutputFormat::kJson);
    case Format::kBinary:
      break;
  }
  return CanonicalBytes(message);
}

}  // namespace

absl::Status CheckMessagePath(const std::string& path) {
  return FormatOf(path).has_value() ? absl::OkStatus() : UnknownFormat(path);
}

absl::Status ReadMessageFile(const std::string& path,
                             google::protobuf::Message& message) {
  const std::optional<Format> format = FormatOf(path);
  if (!format.has_value()) return UnknownFormat(path);
  const absl::StatusOr<std::string> bytes = ReadBytes(path);
  if (!bytes.ok()) return bytes.status();
  const std::string fault = Parse(*format, *bytes, message);
  if (fault.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      path, *format == Format::kTextproto ? ":" : ": ", fault,
      " (it should be a ", message.GetDescriptor()->full_name(), ")"));
}

absl::Status WriteMessageFile(const std::string& path,
                              const google::protobuf::Message& message) {
  const std::optional<Format> format = FormatOf(path);
  if (!format.has_value()) return UnknownFormat(path);
  const absl::StatusOr<std::string> bytes = ToBytes(*format, message);
  if (!bytes.ok()) return bytes.status();
  return WriteFile(path, *bytes, FileReaders::kOwner);
}

}  // namespace knead::cli
