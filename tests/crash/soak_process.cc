// A process of the soak test: one writes transfers between accounts, others look whether what they read is
// whole. usage: soak_process FOLDER write|read Runs until it is killed. Says "COMMIT MEMORY-IN-KB HANDLES"
// for each state written or read, or "error ..." and ends with status 1.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <thread>

#include <unistd.h>

#include "core/base/error.h"
#include "core/query/engine.h"
#include "core/query/function.h"
#include "storage/database.h"

using namespace trama;
using namespace std::chrono_literals;

namespace {

constexpr int64_t kAccounts = 200, kBalance = 1000;
constexpr int64_t kPayments = 300;  // kept; older ones are deleted

// Past stdio, whose buffer would die with the process.
void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::abort();
}

std::string used() {
  std::ifstream memory("/proc/self/statm");
  long size = 0, resident = 0;
  memory >> size >> resident;
  const auto handles = std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  return std::to_string(resident * ::sysconf(_SC_PAGESIZE) / 1024) + " " + std::to_string(handles);
}

class OneRow : public query::RowSink {
 public:
  void columns(const std::vector<std::string>&) override {}
  void row(const GraphReader&, std::span<const Value> values) override {
    row_.assign(values.begin(), values.end());
  }
  bool empty() const { return row_.empty() || row_[0].is_null(); }
  int64_t integer(size_t column) const { return row_.at(column).integer(); }

 private:
  std::vector<Value> row_;
};

class Bank {
 public:
  explicit Bank(storage::Database& database)
      : engine_(database, std::make_shared<const query::Registry>(query::standard_registry())) {}

  void open() {
    run("UNWIND range(1, " + std::to_string(kAccounts) + ") AS i CREATE (:Account {number: i, balance: " +
        std::to_string(kBalance) + "}) WITH count(*) AS all CREATE (:Ledger {payments: 0})");
    run("CREATE INDEX FOR (a:Account) ON (a.number)");
  }

  // One statement, one commit: the ledger, two accounts, a new payment and the oldest one go together.
  void pay(int64_t payment, int64_t from, int64_t to, int64_t amount) {
    options_.parameters = {
        {"n", Value(payment)}, {"from", Value(from)}, {"to", Value(to)}, {"amount", Value(amount)}};
    run("MATCH (l:Ledger) MATCH (a:Account {number: $from}) MATCH (b:Account {number: $to}) "
        "SET l.payments = $n, a.balance = a.balance - $amount, b.balance = b.balance + $amount "
        "CREATE (a)-[:PAID {n: $n, amount: $amount}]->(b) "
        "WITH count(*) AS one MATCH (:Account)-[p:PAID]->(:Account) WHERE p.n <= $n - " +
        std::to_string(kPayments) + " DELETE p");
  }

  // The number of the last payment, -1 where there is no bank yet. Throws Error where the state is not whole.
  int64_t examine() {
    const OneRow ledger = run("MATCH (l:Ledger) RETURN max(l.payments)");
    if (ledger.empty()) return -1;
    const int64_t last = ledger.integer(0);
    const OneRow accounts = run("MATCH (a:Account) RETURN count(a), sum(a.balance)");
    require(accounts.integer(0) == kAccounts && accounts.integer(1) == kAccounts * kBalance, "accounts",
            last);
    if (last == 0) return 0;
    const OneRow payments = run("MATCH (:Account)-[p:PAID]->(:Account) RETURN count(p), min(p.n), max(p.n)");
    require(payments.integer(0) == std::min(last, kPayments) && payments.integer(2) == last &&
                payments.integer(1) == last - payments.integer(0) + 1,
            "payments", last);
    const OneRow balances =
        run("MATCH (a:Account) OPTIONAL MATCH (a)<-[i:PAID]-() WITH a, count(i) AS into "
            "OPTIONAL MATCH (a)-[o:PAID]->() WITH a, into, count(o) AS out RETURN sum(into), sum(out)");
    require(balances.integer(0) == payments.integer(0) && balances.integer(1) == payments.integer(0),
            "both ways", last);
    return last;
  }

 private:
  OneRow run(const std::string& text) {
    OneRow row;
    engine_.run(text, options_, row);
    return row;
  }
  static void require(bool holds, const std::string& what, int64_t payment) {
    if (!holds)
      throw Error(ErrorKind::Internal, what + " do not agree at payment " + std::to_string(payment));
  }

  query::Engine engine_;
  query::Options options_;
};

[[noreturn]] void write_payments(const std::string& folder) {
  storage::OpenOptions options;
  options.access = storage::Access::Write;
  options.durable = false;
  options.write_buffer_bytes = size_t{8} << 20;  // so that what fills it is not taken for a leak
  const auto database = storage::Database::open(folder, options);
  Bank bank(*database);
  int64_t payment = bank.examine();
  if (payment < 0) bank.open();
  payment = std::max<int64_t>(payment, 0);
  std::mt19937_64 random(static_cast<uint64_t>(payment));
  while (true) {
    const auto account = static_cast<int64_t>(random() % kAccounts);
    const auto other = (account + 1 + static_cast<int64_t>(random() % (kAccounts - 1))) % kAccounts;
    bank.pay(++payment, account + 1, other + 1, static_cast<int64_t>(random() % 50));
    if (payment % 50 == 0) {
      database->publish();
      say(std::to_string(payment) + " " + used());
    }
    if (payment % 500 == 0) database->refresh_snapshot();
    if (payment % 5000 == 0) database->compact();
  }
}

// Most states are seen by a database that moves on, every tenth by one that is opened for it.
[[noreturn]] void read_payments(const std::string& folder) {
  const auto open = [&] {
    while (true) {
      try {
        return storage::Database::open(folder);
      } catch (const Error& error) {
        if (error.detail() != "NoDatabase" && error.detail() != "NothingPublished") throw;
        std::this_thread::sleep_for(10ms);
      }
    }
  };
  const auto database = open();
  Bank bank(*database);
  int64_t last = -1;
  for (uint64_t looks = 0;; ++looks) {
    database->refresh();
    const int64_t found = bank.examine();
    if (found < last) throw Error(ErrorKind::Internal, "payment " + std::to_string(last) + " is gone");
    last = found;
    if (looks % 10 == 0) {
      const auto fresh = open();
      const int64_t newest = Bank(*fresh).examine();
      if (newest < last) throw Error(ErrorKind::Internal, "who opens anew sees an older state");
    }
    say(std::to_string(last) + " " + used());
    std::this_thread::sleep_for(20ms);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  try {
    std::string(argv[2]) == "write" ? write_payments(argv[1]) : read_payments(argv[1]);
  } catch (const Error& error) {
    say("error " + std::string(name_of(error.kind())) + ": " + error.message());
  } catch (const std::exception& error) {
    say(std::string("error ") + error.what());
  }
  return 1;
}
