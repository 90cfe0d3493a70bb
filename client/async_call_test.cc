#include "client/async_call.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "client/call_handle.h"
#include "client/call_options.h"
#include "client/client.h"
#include "client/error_details.h"
#include "client/grpc_connection.h"
#include "client/mocks/mock_connection.h"
#include "client/testing/fake_server.h"
#include "client/testing/scripted_server.h"
#include "client/testing/service_error.h"
#include "client/unary_methods.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "knead/v1/lookup_service.pb.h"
#include "knead/v1/technique.pb.h"

namespace knead {
namespace {

using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::Return;

using Technique = absl::StatusOr<v1::Technique>;

static_assert(
    std::is_same_v<ResponseTo<v1::GetTechniqueRequest>, v1::Technique>);
static_assert(std::is_same_v<ResponseTo<v1::ListSourcesRequest>,
                             v1::ListSourcesResponse>);
static_assert(std::is_same_v<ResponseTo<v1::AssessRequest>, v1::Assessment>);

v1::GetTechniqueRequest Named(const std::string& name) {
  v1::GetTechniqueRequest request;
  request.set_name(name);
  return request;
}

v1::Technique TechniqueNamed(const std::string& name) {
  v1::Technique technique;
  technique.set_name(name);
  return technique;
}

// Waits for what one call comes to, and counts how often it came.
class Outcome {
 public:
  AsyncCallback<v1::GetTechniqueRequest> Callback() {
    return [this](Technique technique) {
      absl::MutexLock lock(&mutex_);
      ++times_;
      technique_ = std::move(technique);
      thread_ = std::this_thread::get_id();
    };
  }

  Technique Await() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(
        +[](int* times) { return *times > 0; }, &times_));
    return technique_;
  }

  int times() {
    absl::MutexLock lock(&mutex_);
    return times_;
  }

  std::thread::id thread() {
    absl::MutexLock lock(&mutex_);
    return thread_;
  }

 private:
  absl::Mutex mutex_;
  int times_ ABSL_GUARDED_BY(mutex_) = 0;
  Technique technique_ ABSL_GUARDED_BY(mutex_);
  std::thread::id thread_ ABSL_GUARDED_BY(mutex_);
};

// Makes a call of every method, to see that its type stands for it.
template <typename Request>
void CallOne(const Client& client) {
  absl::Notification done;
  absl::Status status;
  CallHandle call = client.CallAsync(
      Request(), {}, [&](const absl::StatusOr<ResponseTo<Request>>& response) {
        status = response.status();
        done.Notify();
      });
  done.WaitForNotification();
  EXPECT_EQ(status, absl::OkStatus()) << Request::descriptor()->name();
}

template <auto... kMethods>
void CallEach(async_call_internal::Table<kMethods...>, const Client& client) {
  (CallOne<decltype(async_call_internal::Untagged(
       async_call_internal::RequestOf(kMethods)))>(client),
   ...);
}

TEST(CallAsyncTest, ReachesEveryMethod) {
  ScriptedServer server(
      [](const ReceivedCall&) { return AnswerWith(v1::Technique()); });
  CallEach(async_call_internal::Methods(),
           Client(MakeConnection(server.InProcessChannel())));
  std::set<std::string> called;
  for (const ReceivedCall& call : server.calls()) called.insert(call.method);
  std::set<std::string> expected;
  for (const auto* method : UnaryMethods()) {
    expected.insert(MethodPath(*method));
  }
  EXPECT_EQ(called, expected);
}

TEST(CallAsyncTest, HandsTheResponseOver) {
  FakeServer server;
  server.OnCall<v1::GetTechniqueRequest>(
      [](const v1::GetTechniqueRequest& request) -> Technique {
        return TechniqueNamed(request.name());
      });
  Outcome outcome;
  const CallHandle call =
      server.client().CallAsync(Named("techniques/a"), {}, outcome.Callback());
  const Technique technique = outcome.Await();
  ASSERT_TRUE(technique.ok()) << technique.status();
  EXPECT_EQ(technique->name(), "techniques/a");
  EXPECT_NE(outcome.thread(), std::this_thread::get_id());
}

TEST(CallAsyncTest, HandsTheErrorOverWithItsDetails) {
  FakeServer server;
  server.Fail<v1::GetTechniqueRequest>(ServiceError(
      absl::StatusCode::kNotFound, "no such technique", "RESOURCE_NOT_FOUND"));
  Outcome outcome;
  const CallHandle call =
      server.client().CallAsync(Named("techniques/a"), {}, outcome.Callback());
  EXPECT_EQ(ErrorReason(outcome.Await().status()), "RESOURCE_NOT_FOUND");
}

TEST(CallAsyncTest, TakesTheOptionsOfACall) {
  ScriptedServer server([](const ReceivedCall&) {
    ScriptedAnswer answer = AnswerWith(v1::Technique());
    answer.trailing_metadata = {{"knead-engine-version", "3"}};
    return answer;
  });
  const Client client(MakeConnection(server.InProcessChannel()));
  ResponseMetadata received;
  CallOptions options;
  options.metadata = {{"x-request-id", "7f3a"}};
  options.response_metadata = &received;
  Outcome outcome;
  const CallHandle call =
      client.CallAsync(Named("techniques/a"), options, outcome.Callback());
  ASSERT_TRUE(outcome.Await().ok());
  EXPECT_THAT(server.calls().at(0).metadata,
              Contains(Pair("x-request-id", "7f3a")));
  EXPECT_THAT(received, Contains(Pair("knead-engine-version", "3")));
}

TEST(CallAsyncTest, TheCallbackOfACallThatCannotBeSentRunsElsewhereToo) {
  FakeServer server;
  const Client client = server.client();
  CallOptions late;
  late.timeout = absl::ZeroDuration();
  CallOptions faulty;
  faulty.metadata = {{"X-Request-Id", "7f3a"}};
  const std::pair<CallOptions, absl::StatusCode> cases[] = {
      {late, absl::StatusCode::kDeadlineExceeded},
      {faulty, absl::StatusCode::kInvalidArgument},
  };
  for (const auto& [options, code] : cases) {
    Outcome outcome;
    CallHandle call =
        client.CallAsync(Named("techniques/a"), options, outcome.Callback());
    call.Cancel();
    EXPECT_EQ(outcome.Await().status().code(), code);
    EXPECT_NE(outcome.thread(), std::this_thread::get_id());
  }
  EXPECT_THAT(server.calls(), IsEmpty());
}

TEST(CallAsyncTest, EndsAtItsDeadline) {
  ScriptedServer server([](const ReceivedCall&) { return std::nullopt; });
  const Client client(MakeConnection(server.InProcessChannel()));
  CallOptions options;
  options.timeout = absl::Milliseconds(100);
  Outcome outcome;
  const CallHandle call =
      client.CallAsync(Named("techniques/a"), options, outcome.Callback());
  EXPECT_EQ(outcome.Await().status().code(),
            absl::StatusCode::kDeadlineExceeded);
}

TEST(CallAsyncTest, DroppingTheHandleCancels) {
  ScriptedServer server([](const ReceivedCall&) { return std::nullopt; });
  const Client client(MakeConnection(server.InProcessChannel()));
  CallOptions options;
  options.timeout = absl::InfiniteDuration();
  Outcome outcome;
  {
    const CallHandle call =
        client.CallAsync(Named("techniques/a"), options, outcome.Callback());
  }
  EXPECT_EQ(outcome.Await().status().code(), absl::StatusCode::kCancelled);
}

TEST(CallAsyncTest, GoesOnWithoutHandleClientAndConnection) {
  FakeServer server;
  absl::Notification go;
  server.OnCall<v1::GetTechniqueRequest>(
      [&go](const v1::GetTechniqueRequest&) -> Technique {
        go.WaitForNotification();
        return TechniqueNamed("techniques/a");
      });
  Outcome outcome;
  server.client()
      .CallAsync(Named("techniques/a"), {}, outcome.Callback())
      .Detach();
  go.Notify();
  EXPECT_TRUE(outcome.Await().ok());
}

TEST(CallAsyncTest, ACallbackCanMakeTheNextCall) {
  FakeServer server;
  server.Answer<v1::GetTechniqueRequest>(TechniqueNamed("techniques/a"));
  const Client client = server.client();
  Outcome outcome;
  client
      .CallAsync(Named("techniques/a"), {},
                 [&](const Technique&) {
                   client
                       .CallAsync(Named("techniques/b"), {}, outcome.Callback())
                       .Detach();
                 })
      .Detach();
  EXPECT_TRUE(outcome.Await().ok());
  EXPECT_EQ(server.Requests<v1::GetTechniqueRequest>().size(), 2);
}

TEST(CallAsyncTest, TakesACallbackThatCanOnlyBeMoved) {
  FakeServer server;
  server.Answer<v1::GetTechniqueRequest>(v1::Technique());
  absl::Notification done;
  const CallHandle call = server.client().CallAsync(
      Named("techniques/a"), {},
      [owned = std::make_unique<int>(7), &done](const Technique&) {
        EXPECT_EQ(*owned, 7);
        done.Notify();
      });
  done.WaitForNotification();
}

// However the end of a call and its cancelling fall together, the callback runs
// once.
TEST(CallAsyncTest, TheCallbackRunsOnceInRaces) {
  FakeServer server;
  server.Answer<v1::GetTechniqueRequest>(v1::Technique());
  const Client client = server.client();
  constexpr int kCalls = 500;
  std::vector<Outcome> outcomes(kCalls);
  for (Outcome& outcome : outcomes) {
    CallHandle call =
        client.CallAsync(Named("techniques/a"), {}, outcome.Callback());
    std::thread canceller([&call] { call.Cancel(); });
    canceller.join();
  }
  int answered = 0;
  for (Outcome& outcome : outcomes) {
    const Technique technique = outcome.Await();
    if (technique.ok()) {
      ++answered;
    } else {
      EXPECT_EQ(technique.status().code(), absl::StatusCode::kCancelled);
    }
  }
  // Nothing of them is under way any more.
  for (Outcome& outcome : outcomes) EXPECT_EQ(outcome.times(), 1);
  RecordProperty("answered", answered);
}

TEST(CallAsyncTest, AMockAnswersByTheMethodThatBlocks) {
  const auto connection = std::make_shared<MockConnection>();
  EXPECT_CALL(*connection, GetTechnique)
      .WillOnce(Return(TechniqueNamed("techniques/a")));
  Outcome outcome;
  CallHandle call =
      Client(connection)
          .CallAsync(Named("techniques/a"), {}, outcome.Callback());
  EXPECT_EQ(outcome.times(), 1);
  EXPECT_EQ(outcome.Await()->name(), "techniques/a");
  call.Cancel();
  EXPECT_EQ(outcome.times(), 1);
}

}  // namespace
}  // namespace knead
