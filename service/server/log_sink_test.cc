#include "service/server/log_sink.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "spdlog/logger.h"

namespace knead {
namespace {

constexpr size_t kPending = 1024 * 1024;

// A pipe whose reader reads when it is asked.
class Pipe {
 public:
  Pipe() { EXPECT_EQ(::pipe(ends_), 0); }
  ~Pipe() {
    CloseReader();
    CloseWriter();
  }

  int reader() const { return ends_[0]; }
  int writer() const { return ends_[1]; }
  void CloseReader() { Close(&ends_[0]); }
  void CloseWriter() { Close(&ends_[1]); }

  // Reads all that is there.
  void ReadSome() {
    ::fcntl(ends_[0], F_SETFL, O_NONBLOCK);
    char buffer[4096];
    while (::read(ends_[0], buffer, sizeof(buffer)) > 0) {
    }
    ::fcntl(ends_[0], F_SETFL, 0);
  }

  // Reads until all writers have gone.
  std::string ReadAll() {
    CloseWriter();
    std::string text;
    char buffer[4096];
    ssize_t got = 0;
    while ((got = ::read(ends_[0], buffer, sizeof(buffer))) > 0) {
      text.append(buffer, static_cast<size_t>(got));
    }
    return text;
  }

 private:
  static void Close(int* end) {
    if (*end >= 0) ::close(*end);
    *end = -1;
  }

  int ends_[2] = {-1, -1};
};

std::unique_ptr<spdlog::logger> LoggerOf(std::shared_ptr<LogSink> sink) {
  auto logger = std::make_unique<spdlog::logger>("test", std::move(sink));
  logger->set_pattern("%v");
  return logger;
}

TEST(LogSinkTest, WritesWhatIsLoggedInOrder) {
  Pipe pipe;
  auto sink = std::make_shared<LogSink>(pipe.writer(), kPending);
  auto logger = LoggerOf(sink);
  std::string all;
  for (int i = 0; i < 1000; ++i) {
    logger->info("line {}", i);
    all += "line " + std::to_string(i) + "\n";
  }
  logger->flush();
  EXPECT_EQ(sink->dropped(), 0u);
  logger = nullptr;
  sink = nullptr;
  EXPECT_EQ(pipe.ReadAll(), all);
}

TEST(LogSinkTest, TheEndWritesWhatIsLeft) {
  Pipe pipe;
  LoggerOf(std::make_shared<LogSink>(pipe.writer(), kPending))->info("last");
  EXPECT_EQ(pipe.ReadAll(), "last\n");
}

TEST(LogSinkTest, LinesOfSeveralThreadsStayWhole) {
  constexpr int kThreads = 4;
  constexpr int kLines = 500;
  Pipe pipe;
  std::string text;
  {
    auto sink = std::make_shared<LogSink>(pipe.writer(), kPending);
    std::thread reader([&] {
      char buffer[4096];
      while (text.size() < kThreads * kLines * 101) {
        const ssize_t got = ::read(pipe.reader(), buffer, sizeof(buffer));
        if (got <= 0) return;
        text.append(buffer, static_cast<size_t>(got));
      }
    });
    auto logger = LoggerOf(sink);
    std::vector<std::thread> threads;
    threads.reserve(kThreads);
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&logger, i] {
        for (int line = 0; line < kLines; ++line) {
          logger->info("{}", std::string(100, static_cast<char>('a' + i)));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    logger->flush();
    reader.join();
    EXPECT_EQ(sink->dropped(), 0u);
  }
  int lines = 0;
  for (absl::string_view line : absl::StrSplit(text, '\n', absl::SkipEmpty())) {
    EXPECT_EQ(line, std::string(100, line.front()));
    ++lines;
  }
  EXPECT_EQ(lines, kThreads * kLines);
}

TEST(LogSinkTest, AReaderThatHasStoppedCostsLinesAndNobodysTime) {
  Pipe pipe;
  auto sink = std::make_shared<LogSink>(pipe.writer(), kPending);
  auto logger = LoggerOf(sink);
  const std::string line(1000, 'x');
  // Far more than the pipe and the memory hold.
  constexpr uint64_t kLines = 5000;
  for (uint64_t i = 0; i < kLines; ++i) logger->info(line);
  logger->flush();
  EXPECT_GT(sink->dropped(), 0u);
  logger->info("after");
  logger->flush();
  const uint64_t dropped = sink->dropped();
  logger = nullptr;
  sink = nullptr;
  const std::string text = pipe.ReadAll();
  EXPECT_EQ(static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n')),
            kLines + 1 - dropped);
}

TEST(LogSinkTest, AReaderThatReadsAgainGetsWholeLines) {
  Pipe pipe;
  auto sink = std::make_shared<LogSink>(pipe.writer(), kPending);
  auto logger = LoggerOf(sink);
  for (int i = 0; i < 200; ++i) logger->info(std::string(1000, 'x'));
  logger->flush();
  EXPECT_GT(sink->dropped(), 0u);
  pipe.ReadSome();
  logger->info("again");
  logger->flush();
  logger = nullptr;
  sink = nullptr;
  const std::vector<std::string> lines =
      absl::StrSplit(pipe.ReadAll(), '\n', absl::SkipEmpty());
  ASSERT_FALSE(lines.empty());
  EXPECT_EQ(lines.back(), "again");
}

TEST(LogSinkTest, MemoryIsBounded) {
  Pipe pipe;
  auto sink = std::make_shared<LogSink>(pipe.writer(), 10);
  auto logger = LoggerOf(sink);
  logger->info("123456789");
  logger->flush();
  EXPECT_EQ(sink->dropped(), 0u);
  logger->info("1234567890");
  logger->flush();
  EXPECT_EQ(sink->dropped(), 1u);
  logger = nullptr;
  sink = nullptr;
  EXPECT_EQ(pipe.ReadAll(), "123456789\n");
}

TEST(LogSinkTest, AFullDiskCostsLines) {
  const int full = ::open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  {
    auto sink = std::make_shared<LogSink>(full, kPending);
    auto logger = LoggerOf(sink);
    for (int i = 0; i < 7; ++i) logger->error("no room");
    logger->flush();
    EXPECT_EQ(sink->dropped(), 7u);
  }
  ::close(full);
}

TEST(LogSinkTest, AReaderThatHasGoneCostsLines) {
  ::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.CloseReader();
  auto sink = std::make_shared<LogSink>(pipe.writer(), kPending);
  auto logger = LoggerOf(sink);
  logger->info("nobody hears");
  logger->flush();
  EXPECT_EQ(sink->dropped(), 1u);
}

}  // namespace
}  // namespace knead
