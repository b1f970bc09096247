// The templates of snapshot_view.h.
#pragma once

namespace trama::storage {

namespace column_reader {

// Calls set(row, element) for each row that has a value, and marks the others null.
template <typename Element, typename IdOf, typename Covered, typename Set>
void visit(const SnapshotFile& file, const SnapshotColumn& column, size_t rows, const IdOf& id_of,
           const Covered& covered, std::vector<uint8_t>& validity, std::vector<uint32_t>& uncovered,
           const Set& set) {
  const auto* elements = file.array<Element>(column.values);
  const uint64_t* valid = column.validity.bytes > 0 ? file.array<uint64_t>(column.validity) : nullptr;
  const uint64_t first = column.first, count = column.count;
  for (size_t row = 0; row < rows; ++row) {
    const uint64_t index = id_of(row) - first;  // wraps where the id is below
    const bool known = covered(row);
    if (known && index < count && (valid == nullptr || (valid[index / 64] >> (index % 64) & 1) != 0)) {
      set(row, elements[index]);
      continue;
    }
    if (!known) uncovered.push_back(static_cast<uint32_t>(row));
    if (validity.empty()) validity.assign(rows, 1);
    validity[row] = 0;
  }
}

template <typename IdOf, typename Covered, typename Set>
void visit_any_width(const SnapshotFile& file, const SnapshotColumn& column, size_t rows, const IdOf& id_of,
                     const Covered& covered, std::vector<uint8_t>& validity, std::vector<uint32_t>& uncovered,
                     const Set& set) {
  switch (column.width) {
    case 1:
      return visit<uint8_t>(file, column, rows, id_of, covered, validity, uncovered, set);
    case 2:
      return visit<uint16_t>(file, column, rows, id_of, covered, validity, uncovered, set);
    case 4:
      return visit<uint32_t>(file, column, rows, id_of, covered, validity, uncovered, set);
    default:
      return visit<uint64_t>(file, column, rows, id_of, covered, validity, uncovered, set);
  }
}

// The typed vector of `out`, with `rows` elements; its memory is reused where the form is the same.
template <typename Rows>
Rows& typed(Column& out, size_t rows) {
  out.validity.clear();
  if (!std::holds_alternative<Rows>(out.data)) out.data = Rows();
  Rows& typed_rows = std::get<Rows>(out.data);
  typed_rows.resize(rows);
  return typed_rows;
}

}  // namespace column_reader

template <typename IdOf, typename Covered>
void read_column(const SnapshotFile& file, const SnapshotColumn* column, size_t rows, const IdOf& id_of,
                 const Covered& covered, Column& out, std::vector<uint32_t>& uncovered) {
  using Kind = SnapshotColumn::Kind;
  using column_reader::typed;
  if (column == nullptr) {
    out.clear();
    out.data = Column::Values(rows);
    for (size_t row = 0; row < rows; ++row) {
      if (!covered(row)) uncovered.push_back(static_cast<uint32_t>(row));
    }
    return;
  }
  if (file.wants_hint(*column, rows)) {
    std::vector<uint64_t> ids(rows);
    for (size_t row = 0; row < rows; ++row) ids[row] = id_of(row);
    file.expect_values(*column, ids);
  }
  const auto fill = [&](const auto& set) {
    column_reader::visit_any_width(file, *column, rows, id_of, covered, out.validity, uncovered, set);
  };
  // Offsets are from the column's smallest value and may span all 64 bits: added without a sign.
  const auto from_base = [base = static_cast<uint64_t>(column->base)](uint64_t element) {
    return static_cast<int64_t>(base + element);
  };
  switch (column->kind) {
    case Kind::Integer: {
      auto& values = typed<Column::Integers>(out, rows);
      return fill(
          [from_base, to = values.data()](size_t row, uint64_t element) { to[row] = from_base(element); });
    }
    case Kind::Date: {
      auto& values = typed<Column::Dates>(out, rows);
      return fill([from_base, to = values.data()](size_t row, uint64_t element) {
        to[row] = Date{from_base(element)};
      });
    }
    case Kind::Boolean: {
      auto& values = typed<Column::Booleans>(out, rows);
      return fill([from_base, to = values.data()](size_t row, uint64_t element) {
        to[row] = from_base(element) != 0;
      });
    }
    case Kind::Float: {
      auto& values = typed<Column::Floats>(out, rows);
      return fill(
          [to = values.data()](size_t row, uint64_t element) { to[row] = std::bit_cast<double>(element); });
    }
    case Kind::FloatByDictionary: {
      auto& values = typed<Column::Floats>(out, rows);
      const auto* dictionary = file.array<double>(column->dictionary_bytes);
      return fill(
          [dictionary, to = values.data()](size_t row, uint64_t element) { to[row] = dictionary[element]; });
    }
    case Kind::String: {
      auto& values = typed<Column::Strings>(out, rows);
      const auto* offsets = file.array<uint64_t>(column->dictionary_offsets);
      const auto* bytes = file.array<char>(column->dictionary_bytes);
      return fill([bytes, offsets, to = values.data()](size_t row, uint64_t element) {
        to[row] = {bytes + offsets[element], offsets[element + 1] - offsets[element]};
      });
    }
    case Kind::Unsupported:
      break;
  }
  throw Error(ErrorKind::Internal, "a column that a snapshot file does not hold");
}

}  // namespace trama::storage
