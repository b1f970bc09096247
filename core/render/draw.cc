#include "core/render/draw.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <graphviz/gvc.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/render/cgraph.h"
#include "core/render/label_placement.h"

namespace trama::drawing {

namespace {

constexpr int kPollMilliseconds = 50;
constexpr size_t kMostLabelsPlaced = 800;

const char* graphviz_name(PictureFormat format) {
  switch (format) {
    case PictureFormat::Svg:
      return "svg";
    case PictureFormat::Png:
      return "png:cairo";
    case PictureFormat::Pdf:
      return "pdf";
  }
  return "svg";
}

int discard_message(char*) { return 0; }

std::string render_data(GVC_t* context, Agraph_t* graph, const char* format) {
  char* data = nullptr;
  unsigned int length = 0;
  if (gvRenderData(context, graph, format, &data, &length) != 0 || data == nullptr) return "";
  std::string out(data, length);
  gvFreeRenderData(data);
  return out;
}

// Fine enough to read, but no more pixels than viewers open.
int dpi_for(Agraph_t* graph) {
  constexpr double kDpi = 120, kLeast = 72, kMostPixels = 9000;
  double left = 0, bottom = 0, right = 0, top = 0;
  const char* box = agget(graph, const_cast<char*>("bb"));
  if (box != nullptr) std::sscanf(box, "%lf,%lf,%lf,%lf", &left, &bottom, &right, &top);
  const double inches = std::max({right - left, top - bottom, 1.0}) / 72;
  return static_cast<int>(std::clamp(kMostPixels / inches, kLeast, kDpi));
}

// A layout's sizes take in a second border, which is drawn outside the size that is given.
void leave_out_second_border(Agnode_t* node) {
  constexpr double kBothSides = 8.0 / 72;
  const char* peripheries = agget(node, const_cast<char*>("peripheries"));
  if (peripheries == nullptr || std::strcmp(peripheries, "2") != 0) return;
  for (const char* name : {"width", "height"}) {
    const char* size = agget(node, const_cast<char*>(name));
    if (size != nullptr) set_attribute(node, name, std::to_string(std::strtod(size, nullptr) - kBothSides));
  }
}

// Runs in the child. The layout goes through DOT text once, so that title and legend can be placed around
// what is already drawn (layout "nop2" keeps given positions). Empty on failure.
std::string lay_out(const Picture& picture, PictureFormat format, const std::string& engine, bool framed) {
  agseterrf(discard_message);
  GVC_t* context = gvContext();
  Cgraph graph = to_cgraph(picture, framed ? Frame::Outside : Frame::None, engine);
  if (gvLayout(context, graph.get(), engine.c_str()) != 0) return "";
  const std::string positioned = render_data(context, graph.get(), "dot");
  Cgraph placed(agmemread(positioned.c_str()));
  if (!placed) return "";
  set_attribute(placed.get(), "layout", "nop2");
  set_attribute(placed.get(), "pad", "0.2");
  if (format == PictureFormat::Png) set_attribute(placed.get(), "dpi", std::to_string(dpi_for(placed.get())));
  for (Agnode_t* node = agfstnode(placed.get()); node != nullptr; node = agnxtnode(placed.get(), node)) {
    set_attribute(node, "fixedsize", "true");  // else shapes are fitted again, and arrows end inside them
    leave_out_second_border(node);
  }
  size_t unlabelled = 0;
  if (engine != "dot" && picture.edges.size() <= kMostLabelsPlaced) unlabelled = place_labels(placed.get());
  if (framed) add_frame(placed.get(), picture, unlabelled);
  if (gvLayout(context, placed.get(), "nop2") != 0) return "";
  return render_data(context, placed.get(), graphviz_name(format));
}

void write_all(int descriptor, const std::string& data) {
  for (size_t written = 0; written < data.size();) {
    const ssize_t n = write(descriptor, data.data() + written, data.size() - written);
    if (n < 0 && errno != EINTR) return;
    if (n > 0) written += static_cast<size_t>(n);
  }
}

[[noreturn]] void run_child(const Picture& picture, PictureFormat format, const DrawOptions& options,
                            const std::string& engine, int pipe_end) {
  // Ctrl-C belongs to the parent, which kills us; nothing but the pipe is inherited.
  signal(SIGINT, SIG_IGN);
  const int null = open("/dev/null", O_RDWR);
  for (int standard = 0; standard <= 2; ++standard) dup2(null, standard);
  const int out = pipe_end == 3 ? 3 : dup2(pipe_end, 3);
  close_range(4, ~0U, 0);
  const auto seconds = static_cast<rlim_t>(options.time.count() / 1000 + 1);
  const rlimit limit{seconds, seconds};
  setrlimit(RLIMIT_CPU, &limit);
  std::string drawn;
  try {
    drawn = lay_out(picture, format, engine, options.framed);
  } catch (...) {
    _exit(1);
  }
  write_all(out, drawn);
  _exit(drawn.empty() ? 1 : 0);
}

class Child {
 public:
  Child(pid_t pid, int descriptor) : pid_(pid), descriptor_(descriptor) {}
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    if (!reaped_) {
      kill(pid_, SIGKILL);
      wait();
    }
    close(descriptor_);
  }

  // Reads until the child closes its end. Throws Limit or Cancelled; the destructor then kills.
  std::string read_all(const DrawOptions& options) {
    const auto deadline = std::chrono::steady_clock::now() + options.time;
    std::string out;
    std::array<char, 65536> buffer{};
    while (true) {
      if (options.cancellation != nullptr) options.cancellation->check();
      if (std::chrono::steady_clock::now() > deadline) {
        throw Error(ErrorKind::Limit, "LayoutTime",
                    "the layout took longer than " + std::to_string(options.time.count() / 1000) + " s")
            .hint("draw less (--limit N, a narrower MATCH), or use --engine sfdp, which is the fastest");
      }
      pollfd waiting{descriptor_, POLLIN, 0};
      const int ready = poll(&waiting, 1, kPollMilliseconds);
      if (ready <= 0) continue;
      const ssize_t n = read(descriptor_, buffer.data(), buffer.size());
      if (n == 0) return out;
      if (n < 0 && errno != EINTR) {
        throw Error(ErrorKind::External, std::string("cannot read the drawing: ") + std::strerror(errno));
      }
      if (n > 0) out.append(buffer.data(), static_cast<size_t>(n));
    }
  }

  int wait() {
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    reaped_ = true;
    return status;
  }

 private:
  pid_t pid_;
  int descriptor_;
  bool reaped_ = false;
};

void check_size(const Picture& picture) {
  if (picture.nodes.size() <= kMaxNodes && picture.edges.size() <= kMaxEdges) return;
  throw Error(ErrorKind::Limit, "PictureSize",
              "too large to draw: " + std::to_string(picture.nodes.size()) + " nodes and " +
                  std::to_string(picture.edges.size()) + " relationships (at most " +
                  std::to_string(kMaxNodes) + " and " + std::to_string(kMaxEdges) + ")")
      .hint(
          "--limit 200 draws the 200 best supported relationships; a narrower MATCH or --focus ENTITY help "
          "too, "
          "and --format dot, graphml or gexf go to other programs");
}

}  // namespace

const std::vector<std::string>& engine_names() {
  static const std::vector<std::string> kNames = {"dot", "neato", "fdp", "sfdp", "circo", "twopi"};
  return kNames;
}

std::string engine_for(const Picture& picture) {
  if (picture.nodes.size() <= 45 && picture.edges.size() <= 70) return "dot";
  return picture.nodes.size() <= 250 ? "neato" : "sfdp";
}

std::string to_dot(const Picture& picture, const std::string& engine) {
  const Cgraph graph = to_cgraph(picture, Frame::Inside, engine.empty() ? engine_for(picture) : engine);
  char* data = nullptr;
  size_t length = 0;
  FILE* stream = open_memstream(&data, &length);
  if (stream == nullptr) throw Error(ErrorKind::Internal, "no memory for DOT text");
  agwrite(graph.get(), stream);
  fclose(stream);
  std::string out(data, length);
  free(data);
  return out;
}

std::string draw(const Picture& picture, PictureFormat format, const DrawOptions& options) {
  const std::string engine = options.engine.empty() ? engine_for(picture) : options.engine;
  if (std::find(engine_names().begin(), engine_names().end(), engine) == engine_names().end()) {
    throw Error(ErrorKind::Usage, "unknown layout engine '" + engine + "'")
        .hint("one of dot, neato, fdp, sfdp, circo, twopi");
  }
  check_size(picture);

  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) {
    throw Error(ErrorKind::External, std::string("cannot make a pipe: ") + std::strerror(errno));
  }
  const pid_t pid = fork();
  if (pid < 0) {
    close(ends[0]);
    close(ends[1]);
    throw Error(ErrorKind::External, std::string("cannot start a process: ") + std::strerror(errno));
  }
  if (pid == 0) run_child(picture, format, options, engine, ends[1]);
  close(ends[1]);
  Child child(pid, ends[0]);
  std::string drawn = child.read_all(options);
  const int status = child.wait();
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || drawn.empty()) {
    const bool out_of_time = WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
    throw Error(out_of_time ? ErrorKind::Limit : ErrorKind::External,
                out_of_time ? "the layout took too long" : "Graphviz could not draw this graph")
        .hint("draw less (--limit N), or try --engine sfdp");
  }
  return drawn;
}

}  // namespace trama::drawing
