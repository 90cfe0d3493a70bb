#include "service/session/resume_token.h"

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/escaping.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "openssl/err.h"

namespace knead {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string& FirstKey() {
  static const auto* const key = new std::string(32, 'a');
  return *key;
}

const std::string& SecondKey() {
  static const auto* const key = new std::string(48, 'b');
  return *key;
}

ResumeTokens Tokens(const std::vector<std::string>& keys = {FirstKey()}) {
  auto tokens = ResumeTokens::Create(keys);
  EXPECT_TRUE(tokens.ok()) << tokens.status();
  return *std::move(tokens);
}

std::string Sealed(const ResumeTokens& tokens, absl::string_view plaintext) {
  auto token = tokens.Seal(plaintext);
  EXPECT_TRUE(token.ok()) << token.status();
  return *std::move(token);
}

// Bytes of every value, zeros and the mark of the padding among them.
std::string SomeBytes(size_t length) {
  std::string bytes;
  for (size_t i = 0; i < length; ++i) {
    bytes.push_back(static_cast<char>(0x80 + i));
  }
  return bytes;
}

void ExpectRefused(const ResumeTokens& tokens, absl::string_view token,
                   const std::string& what) {
  const auto opened = tokens.Open(token);
  EXPECT_EQ(opened.status().code(), absl::StatusCode::kInvalidArgument) << what;
}

class ResumeTokenLengthTest : public ::testing::TestWithParam<size_t> {};

INSTANTIATE_TEST_SUITE_P(Lengths, ResumeTokenLengthTest,
                         ::testing::Values(0, 1, 2, 128, 129, 1022, 1023, 1024,
                                           1025, 5000,
                                           ResumeTokens::kMaxPlaintextBytes));

TEST_P(ResumeTokenLengthTest, ComesBackAsItWas) {
  const ResumeTokens tokens = Tokens();
  for (const std::string& plaintext :
       {SomeBytes(GetParam()), std::string(GetParam(), '\0'),
        std::string(GetParam(), '\x80')}) {
    const std::string token = Sealed(tokens, plaintext);
    EXPECT_LE(token.size(), ResumeTokens::kMaxTokenBytes);
    const auto opened = tokens.Open(token);
    ASSERT_TRUE(opened.ok()) << opened.status();
    EXPECT_TRUE(*opened == plaintext);
  }
}

TEST(ResumeTokenTest, IsOpenedByEveryServerWithTheKey) {
  const auto opened = Tokens().Open(Sealed(Tokens(), "session"));
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(*opened, "session");
}

TEST(ResumeTokenTest, NoTwoAreEqual) {
  const ResumeTokens tokens = Tokens();
  EXPECT_NE(Sealed(tokens, "session"), Sealed(tokens, "session"));
}

TEST(ResumeTokenTest, SaysNothingOfWhatIsInIt) {
  const std::string token = Sealed(Tokens(), "knee pain since a fall");
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
  EXPECT_THAT(token, Not(HasSubstr("pain")));
  EXPECT_THAT(bytes, Not(HasSubstr("pain")));
  EXPECT_THAT(bytes, Not(HasSubstr(std::string(8, '\0'))));
}

TEST(ResumeTokenTest, TheLengthTellsLittle) {
  const ResumeTokens tokens = Tokens();
  const size_t shortest = Sealed(tokens, "").size();
  const size_t longer = Sealed(tokens, SomeBytes(1024)).size();
  EXPECT_LT(shortest, longer);
  for (const size_t length : {1, 2, 500, 1023}) {
    EXPECT_EQ(Sealed(tokens, SomeBytes(length)).size(), shortest) << length;
  }
  for (const size_t length : {1025, 2000, 2047}) {
    EXPECT_EQ(Sealed(tokens, SomeBytes(length)).size(), longer) << length;
  }
}

TEST(ResumeTokenTest, IsUrlSafeBase64WithoutPadding) {
  const ResumeTokens tokens = Tokens();
  for (const size_t length : {0, 1024, 2048}) {
    EXPECT_EQ(Sealed(tokens, SomeBytes(length))
                  .find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "abcdefghijklmnopqrstuvwxyz0123456789-_"),
              std::string::npos);
  }
}

TEST(ResumeTokenTest, EveryChangedBitIsNoticed) {
  const ResumeTokens tokens = Tokens();
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(Sealed(tokens, "session"), &bytes));
  // The version among them: it is part of what is authenticated.
  for (size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string changed = bytes;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    ExpectRefused(tokens, absl::WebSafeBase64Escape(changed),
                  std::to_string(bit));
  }
}

TEST(ResumeTokenTest, EveryChangedLetterIsNoticed) {
  const ResumeTokens tokens = Tokens();
  // The last letter of these holds 0, 2 and 4 bits of nothing.
  for (const size_t length : {0, 1024, 2048}) {
    const std::string token = Sealed(tokens, SomeBytes(length));
    for (size_t i = 0; i < token.size(); ++i) {
      // All letters at the end, and two of them elsewhere.
      for (const char letter :
           i + 1 < token.size()
               ? std::string("A_")
               : std::string("ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                             "abcdefghijklmnopqrstuvwxyz0123456789-_")) {
        if (token[i] == letter) continue;
        std::string changed = token;
        changed[i] = letter;
        ExpectRefused(tokens, changed, std::to_string(i));
      }
    }
  }
}

TEST(ResumeTokenTest, WhatIsCutOrPutTogetherIsRefused) {
  const ResumeTokens tokens = Tokens();
  const std::string token = Sealed(tokens, SomeBytes(2000));
  std::string bytes;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(token, &bytes));
  for (size_t length = 0; length < bytes.size(); ++length) {
    ExpectRefused(tokens, absl::WebSafeBase64Escape(bytes.substr(0, length)),
                  std::to_string(length));
    ExpectRefused(tokens, absl::WebSafeBase64Escape(bytes.substr(length + 1)),
                  std::to_string(length));
  }
  // By whole blocks, so that the length is right.
  std::string shorter = bytes;
  shorter.erase(100, ResumeTokens::kPaddingBytes);
  ExpectRefused(tokens, absl::WebSafeBase64Escape(shorter), "shorter");
  std::string longer = bytes;
  longer.insert(100, ResumeTokens::kPaddingBytes, '\0');
  ExpectRefused(tokens, absl::WebSafeBase64Escape(longer), "longer");
  ExpectRefused(tokens, token + token, "twice");
}

TEST(ResumeTokenTest, WhatIsNoTokenIsRefused) {
  const ResumeTokens tokens = Tokens();
  const std::string token = Sealed(tokens, "session");
  const std::pair<const char*, std::string> cases[] = {
      {"empty", ""},
      {"not Base64", "not base64!"},
      {"not Base64, as long as a token", std::string(token.size(), '!')},
      {"zeros", std::string(token.size(), 'A')},
      {"padded", token + "="},
      {"space before", " " + token},
      {"space within", token.substr(0, 10) + " " + token.substr(10)},
      {"line end", token + "\n"},
      {"zero byte", token + std::string(1, '\0')},
      {"as long as may be", std::string(ResumeTokens::kMaxTokenBytes, 'A')},
      {"too long", std::string(ResumeTokens::kMaxTokenBytes + 1, 'A')},
      {"far too long", std::string(100 * ResumeTokens::kMaxTokenBytes, 'A')},
      {"too long for what is in it",
       token + std::string(ResumeTokens::kMaxTokenBytes, ' ')},
  };
  for (const auto& [what, text] : cases) ExpectRefused(tokens, text, what);
}

TEST(ResumeTokenTest, AnotherKeyOpensNothing) {
  const std::string token = Sealed(Tokens(), "session");
  ExpectRefused(Tokens({SecondKey()}), token, "other key");
  // However little the keys differ.
  ExpectRefused(Tokens({FirstKey() + "a"}), token, "longer key");
  std::string near = FirstKey();
  near.back() = 'b';
  ExpectRefused(Tokens({near}), token, "near key");
  ExpectRefused(Tokens({RandomKey()}), token, "random key");
}

TEST(ResumeTokenTest, AKeyCanBeReplaced) {
  const ResumeTokens before = Tokens({FirstKey()});
  const ResumeTokens ready = Tokens({FirstKey(), SecondKey()});
  const ResumeTokens replaced = Tokens({SecondKey(), FirstKey()});
  const ResumeTokens after = Tokens({SecondKey()});
  const struct {
    const char* name;
    const ResumeTokens& sealer;
    std::vector<const ResumeTokens*> openers;
    std::vector<const ResumeTokens*> others;
  } cases[] = {
      {"before", before, {&before, &ready, &replaced}, {&after}},
      {"ready", ready, {&before, &ready, &replaced}, {&after}},
      {"replaced", replaced, {&ready, &replaced, &after}, {&before}},
      {"after", after, {&ready, &replaced, &after}, {&before}},
  };
  for (const auto& test : cases) {
    const std::string token = Sealed(test.sealer, test.name);
    for (const ResumeTokens* opener : test.openers) {
      const auto opened = opener->Open(token);
      ASSERT_TRUE(opened.ok()) << test.name << ": " << opened.status();
      EXPECT_EQ(*opened, test.name);
    }
    for (const ResumeTokens* other : test.others) {
      ExpectRefused(*other, token, test.name);
    }
  }
}

TEST(ResumeTokenTest, KeysMustBeThereAndLong) {
  const struct {
    std::vector<std::string> keys;
    const char* says;
  } cases[] = {
      {{}, "at least one key"},
      {{""}, "Key 1 of 1 for resume tokens has 0 bytes"},
      {{std::string(31, 'k')}, "Key 1 of 1 for resume tokens has 31 bytes"},
      {{FirstKey(), "k"}, "Key 2 of 2 for resume tokens has 1 bytes"},
  };
  for (const auto& test : cases) {
    const auto tokens = ResumeTokens::Create(test.keys);
    EXPECT_EQ(tokens.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(tokens.status().message(), HasSubstr(test.says));
    EXPECT_THAT(tokens.status().message(), Not(HasSubstr("kkk")));
  }
}

TEST(ResumeTokenTest, TooMuchIsNotSealed) {
  EXPECT_EQ(Tokens()
                .Seal(std::string(ResumeTokens::kMaxPlaintextBytes + 1, 'x'))
                .status()
                .code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(ResumeTokenTest, RandomKeysAreGoodAndDiffer) {
  const std::string key = RandomKey();
  EXPECT_NE(key, RandomKey());
  const auto opened = Tokens({key}).Open(Sealed(Tokens({key}), "session"));
  ASSERT_TRUE(opened.ok()) << opened.status();
  EXPECT_EQ(*opened, "session");
}

TEST(ResumeTokenTest, LeavesNoErrorBehindForOthers) {
  ERR_clear_error();
  const std::string token = Sealed(Tokens(), "session");
  ExpectRefused(Tokens({SecondKey()}), token, "other key");
  EXPECT_EQ(ERR_peek_error(), 0);
}

}  // namespace
}  // namespace knead
