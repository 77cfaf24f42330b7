// Copyright 2026 The IREE Authors
//
// Licensed under the Apache License v2.0 with LLVM Exceptions.
// See https://llvm.org/LICENSE.txt for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// The TT dialect for `iree-opt --irdl-file=`. Generated from op_table by
// `./bazelw run //compiler/src/iree/compiler/Dialect/TT/IR:generate`; do not edit.

irdl.dialect @tt {
  // Where the pages of an interleaved buffer lie.
  irdl.type @addr_gen {}

  // Pages of the DRAM arena in L1.
  irdl.type @window {}

  // Where a tensor's tiles lie over the workers.
  irdl.type @shards {}

  // One kernel of a program: what one processor of each core runs. Further attributes:
  // circular_buffers, compile_time_args, index_bitwidth.
  irdl.operation @kernel {
    %body = irdl.region
    %sym_name = irdl.base "#builtin.string"
    %role = irdl.base "#builtin.string"
    irdl.attributes { "sym_name" = %sym_name, "role" = %role }
    irdl.regions(body: %body)
  }

  // Arguments, circular buffers, L1, semaphores.
  irdl.operation @get_arg_val {
    %i32 = irdl.is i32
    irdl.operands(index: %i32)
    irdl.results(result: %i32)
  }
  irdl.operation @get_common_arg_val {
    %i32 = irdl.is i32
    irdl.operands(index: %i32)
    irdl.results(result: %i32)
  }
  irdl.operation @get_compile_time_arg_val {
    %i32 = irdl.is i32
    %index = irdl.base "#builtin.integer"
    irdl.results(result: %i32)
    irdl.attributes { "index" = %index }
  }
  irdl.operation @cb_reserve_back {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.operands(pages: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @cb_push_back {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.operands(pages: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @cb_wait_front {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.operands(pages: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @cb_pop_front {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.operands(pages: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @get_write_ptr {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.results(result: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @get_read_ptr {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.results(result: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @l1_load {
    %i32 = irdl.is i32
    irdl.operands(address: %i32)
    irdl.results(result: %i32)
  }
  irdl.operation @l1_store {
    %i32 = irdl.is i32
    irdl.operands(address: %i32, value: %i32)
  }
  irdl.operation @get_semaphore {
    %i32 = irdl.is i32
    irdl.operands(id: %i32)
    irdl.results(result: %i32)
  }
  irdl.operation @noc_semaphore_set {
    %i32 = irdl.is i32
    irdl.operands(address: %i32, value: %i32)
  }
  irdl.operation @noc_semaphore_wait {
    %i32 = irdl.is i32
    irdl.operands(address: %i32, value: %i32)
  }
  irdl.operation @noc_semaphore_wait_min {
    %i32 = irdl.is i32
    irdl.operands(address: %i32, value: %i32)
  }
  irdl.operation @noc_semaphore_inc {
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    irdl.operands(noc_address: %i64, value: %i32)
  }

  // Network on chip.
  irdl.operation @interleaved_addr_gen {
    %i32 = irdl.is i32
    %addr_gen = irdl.base @tt::@addr_gen
    %page_size = irdl.base "#builtin.integer"
    irdl.operands(bank_base_address: %i32)
    irdl.results(result: %addr_gen)
    irdl.attributes { "page_size" = %page_size }
  }
  irdl.operation @get_noc_addr {
    %i32 = irdl.is i32
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    irdl.operands(page: %i32, addr_gen: %addr_gen, offset: %i32)
    irdl.results(result: %i64)
  }
  irdl.operation @get_noc_addr_xy {
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(x: %i32, y: %i32, l1_address: %i32)
    irdl.results(result: %i64)
  }
  irdl.operation @get_noc_multicast_addr {
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(x_start: %i32, y_start: %i32, x_end: %i32, y_end: %i32, l1_address: %i32)
    irdl.results(result: %i64)
  }
  irdl.operation @noc_async_write_multicast {
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(l1_address: %i32, noc_address: %i64, bytes: %i32, destinations: %i32)
  }
  irdl.operation @noc_semaphore_set_multicast {
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(l1_address: %i32, noc_address: %i64, destinations: %i32)
  }
  irdl.operation @noc_async_read {
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    irdl.operands(noc_address: %i64, l1_address: %i32, bytes: %i32)
  }
  irdl.operation @noc_async_write {
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(l1_address: %i32, noc_address: %i64, bytes: %i32)
  }
  irdl.operation @noc_async_read_barrier {}
  irdl.operation @noc_async_write_barrier {}
  irdl.operation @noc_async_writes_flushed {}

  // Kernel library.
  irdl.operation @arena_read {
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    irdl.operands(arena: %addr_gen, offset: %i64, l1_address: %i32, bytes: %i32)
  }
  irdl.operation @arena_write {
    %addr_gen = irdl.base @tt::@addr_gen
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(arena: %addr_gen, l1_address: %i32, offset: %i64, bytes: %i32)
  }
  irdl.operation @open_window {
    %i32 = irdl.is i32
    %window = irdl.base @tt::@window
    %lines = irdl.base "#builtin.integer"
    %units = irdl.base "#builtin.integer"
    irdl.operands(l1_address: %i32)
    irdl.results(result: %window)
    irdl.attributes { "lines" = %lines, "units" = %units }
  }
  irdl.operation @read_elements {
    %addr_gen = irdl.base @tt::@addr_gen
    %window = irdl.base @tt::@window
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    irdl.operands(arena: %addr_gen, window: %window, offset: %i64, first: %i32, count: %i32, l1_address: %i32, dims: variadic %i32)
    irdl.attributes { "source" = %source, "target" = %target }
  }
  irdl.operation @write_elements {
    %addr_gen = irdl.base @tt::@addr_gen
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    irdl.operands(arena: %addr_gen, staging: %i32, offset: %i64, count: %i32, l1_address: %i32)
    irdl.attributes { "source" = %source, "target" = %target }
  }
  irdl.operation @read_block {
    %addr_gen = irdl.base @tt::@addr_gen
    %window = irdl.base @tt::@window
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    %row_rank = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, window: %window, offset: %i64, l1_address: %i32, pitch: %i32, rows: %i32, first_row: %i32, row_count: %i32, first_column: %i32, column_count: %i32, dims: variadic %i32)
    irdl.attributes { "source" = %source, "target" = %target, "row_rank" = %row_rank }
  }
  irdl.operation @write_block {
    %addr_gen = irdl.base @tt::@addr_gen
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    %row_rank = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, staging: %i32, staging_bytes: %i32, offset: %i64, l1_address: %i32, pitch: %i32, first_row: %i32, row_count: %i32, first_column: %i32, column_count: %i32, dims: variadic %i32)
    irdl.attributes { "source" = %source, "target" = %target, "row_rank" = %row_rank }
  }
  irdl.operation @read_tile_block {
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %row_rank = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, offset: %i64, l1_address: %i32, tile_bytes: %i32, pitch: %i32, rows: %i32, first_row: %i32, row_count: %i32, first_column: %i32, column_count: %i32, dims: variadic %i32)
    irdl.attributes { "row_rank" = %row_rank }
  }
  irdl.operation @write_tile_block {
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %row_rank = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, offset: %i64, l1_address: %i32, tile_bytes: %i32, pitch: %i32, first_row: %i32, row_count: %i32, first_column: %i32, column_count: %i32, dims: variadic %i32)
    irdl.attributes { "row_rank" = %row_rank }
  }
  irdl.operation @sharded_tiles {
    %i32 = irdl.is i32
    %shards = irdl.base @tt::@shards
    %tile_bytes = irdl.base "#builtin.integer"
    %rows = irdl.base "#builtin.integer"
    %columns = irdl.base "#builtin.integer"
    %row_parts = irdl.base "#builtin.integer"
    %column_parts = irdl.base "#builtin.integer"
    %across = irdl.base "#builtin.integer"
    %pitch = irdl.base "#builtin.integer"
    %grid_columns = irdl.base "#builtin.integer"
    %noc_x = irdl.base "#builtin.integer"
    %noc_y = irdl.base "#builtin.integer"
    %gap_after = irdl.base "#builtin.integer"
    %gap_columns = irdl.base "#builtin.integer"
    irdl.operands(l1_address: %i32)
    irdl.results(result: %shards)
    irdl.attributes { "tile_bytes" = %tile_bytes, "rows" = %rows, "columns" = %columns, "row_parts" = %row_parts, "column_parts" = %column_parts, "across" = %across, "pitch" = %pitch, "grid_columns" = %grid_columns, "noc_x" = %noc_x, "noc_y" = %noc_y, "gap_after" = %gap_after, "gap_columns" = %gap_columns }
  }
  irdl.operation @read_sharded_tile_block {
    %shards = irdl.base @tt::@shards
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %row_rank = irdl.base "#builtin.integer"
    irdl.operands(tensor: %shards, offset: %i64, l1_address: %i32, tile_bytes: %i32, pitch: %i32, rows: %i32, first_row: %i32, row_count: %i32, first_column: %i32, column_count: %i32, dims: variadic %i32)
    irdl.attributes { "row_rank" = %row_rank }
  }
  irdl.operation @write_sharded_tile_block {
    %shards = irdl.base @tt::@shards
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %row_rank = irdl.base "#builtin.integer"
    irdl.operands(tensor: %shards, offset: %i64, l1_address: %i32, tile_bytes: %i32, pitch: %i32, first_row: %i32, row_count: %i32, first_column: %i32, column_count: %i32, dims: variadic %i32)
    irdl.attributes { "row_rank" = %row_rank }
  }
  irdl.operation @read_tile_lines {
    %addr_gen = irdl.base @tt::@addr_gen
    %window = irdl.base @tt::@window
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    %line_rank = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, window: %window, offset: %i64, first_line: %i32, lines: %i32, first: %i32, count: %i32, staging: %i32, tiles: %i32, tiles_per_line: %i32, dims: variadic %i32)
    irdl.attributes { "source" = %source, "target" = %target, "line_rank" = %line_rank }
  }
  irdl.operation @write_tile_positions {
    %i32 = irdl.is i32
    %line_rank = irdl.base "#builtin.integer"
    irdl.operands(start: %i32, first_line: %i32, lines: %i32, first: %i32, count: %i32, tiles: %i32, tiles_per_line: %i32, dims: variadic %i32)
    irdl.attributes { "line_rank" = %line_rank }
  }
  irdl.operation @look_up_tiles {
    %i32 = irdl.is i32
    irdl.operands(table: %i32, size: %i32, tile: %i32, tiles: %i32)
  }
  irdl.operation @write_tile_lines {
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    %line_rank = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, offset: %i64, first_line: %i32, lines: %i32, first: %i32, count: %i32, staging: %i32, tiles: %i32, tiles_per_line: %i32, dims: variadic %i32)
    irdl.attributes { "source" = %source, "target" = %target, "line_rank" = %line_rank }
  }
  irdl.operation @write_tile_column {
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    irdl.operands(arena: %addr_gen, offset: %i64, count: %i32, staging: %i32, tile: %i32)
    irdl.attributes { "source" = %source, "target" = %target }
  }
  irdl.operation @broadcast_tile_column {
    %i32 = irdl.is i32
    irdl.operands(source: %i32, target: %i32)
  }
  irdl.operation @broadcast_tile_row {
    %i32 = irdl.is i32
    irdl.operands(source: %i32, target: %i32)
  }
  irdl.operation @move_tile_column {
    %i32 = irdl.is i32
    irdl.operands(source: %i32, target: %i32, column: %i32)
  }
  irdl.operation @move_tile_row {
    %i32 = irdl.is i32
    irdl.operands(source: %i32, target: %i32, row: %i32)
  }
  irdl.operation @send_tile_column {
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(tile: %i32, staging: %i32, target: %i64, row: %i32, run: %i32)
  }
  irdl.operation @send_tile_row {
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(tile: %i32, target: %i64, row: %i32)
  }
  irdl.operation @fill_tile_rest {
    %i32 = irdl.is i32
    %rows = irdl.base "#builtin.integer"
    %columns = irdl.base "#builtin.integer"
    %value = irdl.base "#builtin.integer"
    irdl.operands(tile: %i32)
    irdl.attributes { "rows" = %rows, "columns" = %columns, "value" = %value }
  }
  irdl.operation @write_tile_rest_mask {
    %i32 = irdl.is i32
    %repeat = irdl.base "#builtin.integer"
    %parts = irdl.base "#builtin.integer"
    %least = irdl.base "#builtin.integer"
    %is_column = irdl.base "#builtin.integer"
    irdl.operands(tile: %i32, first: %i32)
    irdl.attributes { "repeat" = %repeat, "parts" = %parts, "least" = %least, "is_column" = %is_column }
  }
  irdl.operation @write_tile_mask {
    %i32 = irdl.is i32
    irdl.operands(tile: %i32, rows: %i32, columns: %i32)
  }
  irdl.operation @read_integer {
    %addr_gen = irdl.base @tt::@addr_gen
    %window = irdl.base @tt::@window
    %i64 = irdl.is i64
    %element = irdl.base "#builtin.string"
    irdl.operands(arena: %addr_gen, window: %window, offset: %i64)
    irdl.results(result: %i64)
    irdl.attributes { "element" = %element }
  }
  irdl.operation @copy_boundary {
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %element = irdl.base "#builtin.string"
    irdl.operands(target: %i64, part: %i32, parts: %i32, loops: variadic %i32)
    irdl.results(result: %i32)
    irdl.attributes { "element" = %element }
  }
  irdl.operation @write_runs {
    %addr_gen = irdl.base @tt::@addr_gen
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    %staging_bytes = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, staging: %i32, target_offset: %i64, first: %i32, count: %i32, run: %i32, l1_address: %i32, loops: variadic %i32)
    irdl.attributes { "source" = %source, "target" = %target, "staging_bytes" = %staging_bytes }
  }
  irdl.operation @read_slab {
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %element = irdl.base "#builtin.string"
    irdl.operands(arena: %addr_gen, offset: %i64, first: %i32, count: %i32, reach: %i32, l1_address: %i32, dims: variadic %i32)
    irdl.results(result: %i32)
    irdl.attributes { "element" = %element }
  }
  irdl.operation @slab_elements {
    %i32 = irdl.is i32
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    irdl.operands(slab: %i32, first: %i32, count: %i32, l1_address: %i32, dims: variadic %i32)
    irdl.attributes { "source" = %source, "target" = %target }
  }
  irdl.operation @scatter_rows {
    %addr_gen = irdl.base @tt::@addr_gen
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    %element = irdl.base "#builtin.string"
    %staging_bytes = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, staging: %i32, source: %i64, target: %i64, table: %i32, first_row: %i32, rows: %i32, size: %i32, begin: %i32, end: %i32)
    irdl.attributes { "element" = %element, "staging_bytes" = %staging_bytes }
  }
  irdl.operation @table_elements {
    %i32 = irdl.is i32
    %element = irdl.base "#builtin.string"
    irdl.operands(table: %i32, first: %i32, count: %i32, l1_address: %i32, dims: variadic %i32)
    irdl.attributes { "element" = %element }
  }
  irdl.operation @count_elements {
    %i32 = irdl.is i32
    irdl.operands(base: %i32, first: %i32, count: %i32, l1_address: %i32, dims: variadic %i32)
  }
  irdl.operation @copy_read {
    %addr_gen = irdl.base @tt::@addr_gen
    %window = irdl.base @tt::@window
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %element = irdl.base "#builtin.string"
    %cb = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, window: %window, source: %i64, target: %i64, begin: %i32, end: %i32, run: %i32, loops: variadic %i32)
    irdl.attributes { "element" = %element, "cb" = %cb }
  }
  irdl.operation @gather_read {
    %addr_gen = irdl.base @tt::@addr_gen
    %window = irdl.base @tt::@window
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %element = irdl.base "#builtin.string"
    %cb = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, window: %window, source: %i64, target: %i64, table: %i32, first_row: %i32, inner: %i32, begin: %i32, end: %i32, run: %i32, loops: variadic %i32)
    irdl.attributes { "element" = %element, "cb" = %cb }
  }
  irdl.operation @copy_write {
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %element = irdl.base "#builtin.string"
    %cb = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, target: %i64, begin: %i32, end: %i32, run: %i32, loops: variadic %i32)
    irdl.attributes { "element" = %element, "cb" = %cb }
  }
  irdl.operation @copy_constant {
    %addr_gen = irdl.base @tt::@addr_gen
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    %element = irdl.base "#builtin.string"
    irdl.operands(arena: %addr_gen, staging: %i32, value: %i64, target: %i64, begin: %i32, end: %i32, run: %i32, loops: variadic %i32)
    irdl.attributes { "element" = %element }
  }
  irdl.operation @transpose_blocks {
    %i32 = irdl.is i32
    %row = irdl.base "#builtin.integer"
    irdl.operands(rows: %i32, columns: %i32, loops: variadic %i32)
    irdl.results(result: %i32)
    irdl.attributes { "row" = %row }
  }
  irdl.operation @transpose_unit {
    %i32 = irdl.is i32
    %row = irdl.base "#builtin.integer"
    %depth = irdl.base "#builtin.integer"
    irdl.operands(rows: %i32, columns: %i32, group: %i32, loops: variadic %i32)
    irdl.results(result: %i32)
    irdl.attributes { "row" = %row, "depth" = %depth }
  }
  irdl.operation @transpose_boundary {
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    irdl.operands(blocks: %i32, unit: %i32, target: %i64, part: %i32, parts: %i32)
    irdl.results(result: %i32)
  }
  irdl.operation @transpose_read {
    %addr_gen = irdl.base @tt::@addr_gen
    %i64 = irdl.is i64
    %i32 = irdl.is i32
    %element = irdl.base "#builtin.string"
    %row = irdl.base "#builtin.integer"
    %cb = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, source: %i64, begin: %i32, end: %i32, rows: %i32, columns: %i32, loops: variadic %i32)
    irdl.attributes { "element" = %element, "row" = %row, "cb" = %cb }
  }
  irdl.operation @transpose_write {
    %addr_gen = irdl.base @tt::@addr_gen
    %i32 = irdl.is i32
    %i64 = irdl.is i64
    %element = irdl.base "#builtin.string"
    %row = irdl.base "#builtin.integer"
    %cb = irdl.base "#builtin.integer"
    irdl.operands(arena: %addr_gen, staging: %i32, source: %i64, target: %i64, begin: %i32, end: %i32, rows: %i32, columns: %i32, loops: variadic %i32)
    irdl.attributes { "element" = %element, "row" = %row, "cb" = %cb }
  }

  // Tile registers, moving tiles, elementwise FPU.
  irdl.operation @tile_regs_acquire {}
  irdl.operation @tile_regs_commit {}
  irdl.operation @tile_regs_wait {}
  irdl.operation @tile_regs_release {}
  irdl.operation @init_sfpu {
    %cb = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb, "cb_out" = %cb_out }
  }
  irdl.operation @binary_op_init_common {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b, "cb_out" = %cb_out }
  }
  irdl.operation @copy_tile_init {
    %cb = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @copy_tile_to_dst_init_short_with_dt {
    %old_cb = irdl.base "#builtin.integer"
    %cb = irdl.base "#builtin.integer"
    irdl.attributes { "old_cb" = %old_cb, "cb" = %cb }
  }
  irdl.operation @copy_tile {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.operands(tile: %i32, dst: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @pack_tile {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.operands(dst: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @pack_reconfig_data_format {
    %cb = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @reconfig_data_format {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @reconfig_data_format_srca {
    %cb = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @add_tiles_init {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @add_tiles {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @sub_tiles_init {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @sub_tiles {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @mul_tiles_init {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @mul_tiles {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }

  // FPU, whole tiles.
  irdl.operation @compute_kernel_hw_startup {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b, "cb_out" = %cb_out }
  }
  irdl.operation @mm_init {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    %transpose = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b, "cb_out" = %cb_out, "transpose" = %transpose }
  }
  irdl.operation @mm_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    %transpose = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b, "transpose" = %transpose }
  }
  irdl.operation @matmul_tiles {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    %transpose = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b, "transpose" = %transpose }
  }
  irdl.operation @mm_block_init_short {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    %transpose = irdl.base "#builtin.integer"
    irdl.operands(ct_dim: %i32, rt_dim: %i32, kt_dim: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b, "transpose" = %transpose }
  }
  irdl.operation @matmul_block {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    %transpose = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32, ct_dim: %i32, rt_dim: %i32, kt_dim: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b, "transpose" = %transpose }
  }
  irdl.operation @reconfig_data_format_srcb {
    %cb = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @pack_tile_at {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.operands(dst: %i32, page: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @tilize_init {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.operands(block: %i32)
    irdl.attributes { "cb" = %cb, "cb_out" = %cb_out }
  }
  irdl.operation @tilize_block {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.operands(block: %i32)
    irdl.attributes { "cb" = %cb, "cb_out" = %cb_out }
  }
  irdl.operation @tilize_uninit {
    %cb = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb, "cb_out" = %cb_out }
  }
  irdl.operation @untilize_init {
    %cb = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @untilize_block {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.operands(block: %i32)
    irdl.attributes { "cb" = %cb, "cb_out" = %cb_out }
  }
  irdl.operation @untilize_uninit {
    %cb = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @pack_untilize_init {
    %block_ct_dim = irdl.base "#builtin.integer"
    %full_ct_dim = irdl.base "#builtin.integer"
    %cb = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "block_ct_dim" = %block_ct_dim, "full_ct_dim" = %full_ct_dim, "cb" = %cb, "cb_out" = %cb_out }
  }
  irdl.operation @pack_untilize_block {
    %i32 = irdl.is i32
    %block_ct_dim = irdl.base "#builtin.integer"
    %full_ct_dim = irdl.base "#builtin.integer"
    %cb = irdl.base "#builtin.integer"
    %rows = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.operands(column: %i32)
    irdl.attributes { "block_ct_dim" = %block_ct_dim, "full_ct_dim" = %full_ct_dim, "cb" = %cb, "rows" = %rows, "cb_out" = %cb_out }
  }
  irdl.operation @pack_untilize_dest_init {
    %block_ct_dim = irdl.base "#builtin.integer"
    %full_ct_dim = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "block_ct_dim" = %block_ct_dim, "full_ct_dim" = %full_ct_dim, "cb_out" = %cb_out }
  }
  irdl.operation @pack_untilize_dest {
    %i32 = irdl.is i32
    %block_ct_dim = irdl.base "#builtin.integer"
    %full_ct_dim = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.operands(rows: %i32, dst_row: %i32)
    irdl.attributes { "block_ct_dim" = %block_ct_dim, "full_ct_dim" = %full_ct_dim, "cb_out" = %cb_out }
  }
  irdl.operation @pack_untilize_uninit {
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "cb_out" = %cb_out }
  }
  irdl.operation @transpose_wh_init_short {
    %cb = irdl.base "#builtin.integer"
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @transpose_wh_tile {
    %i32 = irdl.is i32
    %cb = irdl.base "#builtin.integer"
    irdl.operands(tile: %i32, dst: %i32)
    irdl.attributes { "cb" = %cb }
  }
  irdl.operation @transpose_wh_dest_init_short {
    %is_32bit = irdl.base "#builtin.integer"
    irdl.attributes { "is_32bit" = %is_32bit }
  }
  irdl.operation @transpose_wh_dest {
    %i32 = irdl.is i32
    %is_32bit = irdl.base "#builtin.integer"
    irdl.operands(dst: %i32)
    irdl.attributes { "is_32bit" = %is_32bit }
  }
  irdl.operation @reduce_init {
    %pool = irdl.base "#builtin.string"
    %dim = irdl.base "#builtin.string"
    %cb = irdl.base "#builtin.integer"
    %cb_scaler = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "pool" = %pool, "dim" = %dim, "cb" = %cb, "cb_scaler" = %cb_scaler, "cb_out" = %cb_out }
  }
  irdl.operation @reduce_tile {
    %i32 = irdl.is i32
    %pool = irdl.base "#builtin.string"
    %dim = irdl.base "#builtin.string"
    %cb = irdl.base "#builtin.integer"
    %cb_scaler = irdl.base "#builtin.integer"
    irdl.operands(tile: %i32, tile_scaler: %i32, dst: %i32)
    irdl.attributes { "pool" = %pool, "dim" = %dim, "cb" = %cb, "cb_scaler" = %cb_scaler }
  }
  irdl.operation @reduce_uninit {}
  irdl.operation @sfpu_reduce_init {
    %pool = irdl.base "#builtin.string"
    %format = irdl.base "#builtin.string"
    irdl.attributes { "pool" = %pool, "format" = %format }
  }
  irdl.operation @sfpu_reduce {
    %i32 = irdl.is i32
    %pool = irdl.base "#builtin.string"
    %format = irdl.base "#builtin.string"
    irdl.operands(dst: %i32)
    irdl.attributes { "pool" = %pool, "format" = %format }
  }
  irdl.operation @unary_bcast_init {
    %broadcast = irdl.base "#builtin.string"
    %cb = irdl.base "#builtin.integer"
    %cb_out = irdl.base "#builtin.integer"
    irdl.attributes { "broadcast" = %broadcast, "cb" = %cb, "cb_out" = %cb_out }
  }
  irdl.operation @unary_bcast {
    %i32 = irdl.is i32
    %broadcast = irdl.base "#builtin.string"
    %cb = irdl.base "#builtin.integer"
    irdl.operands(tile: %i32, dst: %i32)
    irdl.attributes { "broadcast" = %broadcast, "cb" = %cb }
  }
  irdl.operation @add_bcast_rows_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @add_tiles_bcast_rows {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @add_bcast_cols_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @add_tiles_bcast_cols {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @add_bcast_scalar_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @add_tiles_bcast_scalar {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @mul_bcast_rows_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @mul_tiles_bcast_rows {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @mul_bcast_cols_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @mul_tiles_bcast_cols {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @mul_tiles_bcast_scalar_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @mul_tiles_bcast_scalar {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @sub_bcast_cols_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @sub_tiles_bcast_cols {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @sub_tiles_bcast_scalar_init_short {
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }
  irdl.operation @sub_tiles_bcast_scalar {
    %i32 = irdl.is i32
    %cb_a = irdl.base "#builtin.integer"
    %cb_b = irdl.base "#builtin.integer"
    irdl.operands(tile_a: %i32, tile_b: %i32, dst: %i32)
    irdl.attributes { "cb_a" = %cb_a, "cb_b" = %cb_b }
  }

  // SFPU, one tile.
  irdl.operation @exp_tile_init {}
  irdl.operation @exp_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @exp2_tile_init {}
  irdl.operation @exp2_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @expm1_tile_init {}
  irdl.operation @expm1_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @log_tile_init {}
  irdl.operation @log_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @log1p_tile_init {}
  irdl.operation @log1p_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @tanh_tile_init {}
  irdl.operation @tanh_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @sigmoid_tile_init {}
  irdl.operation @sigmoid_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @sqrt_tile_init {}
  irdl.operation @sqrt_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @rsqrt_tile_init {}
  irdl.operation @rsqrt_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @cbrt_tile_init {}
  irdl.operation @cbrt_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @recip_tile_init {}
  irdl.operation @recip_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @erf_tile_init {}
  irdl.operation @erf_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @erfc_tile_init {}
  irdl.operation @erfc_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @sin_tile_init {}
  irdl.operation @sin_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @cos_tile_init {}
  irdl.operation @cos_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @tan_tile_init {}
  irdl.operation @tan_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @asin_tile_init {}
  irdl.operation @asin_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @acos_tile_init {}
  irdl.operation @acos_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @atan_tile_init {}
  irdl.operation @atan_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @sinh_tile_init {}
  irdl.operation @sinh_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @cosh_tile_init {}
  irdl.operation @cosh_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @asinh_tile_init {}
  irdl.operation @asinh_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @acosh_tile_init {}
  irdl.operation @acosh_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @atanh_tile_init {}
  irdl.operation @atanh_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @abs_tile_init {}
  irdl.operation @abs_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @negative_tile_init {}
  irdl.operation @negative_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @square_tile_init {}
  irdl.operation @square_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @sign_tile_init {}
  irdl.operation @sign_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @relu_tile_init {}
  irdl.operation @relu_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @isnan_tile_init {}
  irdl.operation @isnan_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @isinf_tile_init {}
  irdl.operation @isinf_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @isfinite_tile_init {}
  irdl.operation @isfinite_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @eqz_tile_init {}
  irdl.operation @eqz_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @nez_tile_init {}
  irdl.operation @nez_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @ltz_tile_init {}
  irdl.operation @ltz_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @gtz_tile_init {}
  irdl.operation @gtz_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @lez_tile_init {}
  irdl.operation @lez_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @gez_tile_init {}
  irdl.operation @gez_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @bitwise_not_tile_init {}
  irdl.operation @bitwise_not_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @abs_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @negative_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @eqz_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @nez_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @ltz_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @gtz_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @lez_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @gez_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @rounding_op_tile_init {}
  irdl.operation @floor_tile_float32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @ceil_tile_float32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @trunc_tile_float32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32)
  }
  irdl.operation @round_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, decimals: %i32)
  }
  irdl.operation @fill_tile_init {}
  irdl.operation @fill_tile {
    %i32 = irdl.is i32
    %f32 = irdl.is f32
    irdl.operands(dst: %i32, value: %f32)
  }
  irdl.operation @fill_tile_int {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, value: %i32)
  }
  irdl.operation @fill_tile_bitcast {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @binop_with_scalar_tile_init {}
  irdl.operation @add_unary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @sub_unary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @mul_unary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @rsub_unary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @add_unary_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @sub_unary_tile_int32 {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @bitwise_and_tile_init {}
  irdl.operation @bitwise_and_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @bitwise_or_tile_init {}
  irdl.operation @bitwise_or_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @bitwise_xor_tile_init {}
  irdl.operation @bitwise_xor_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @left_shift_tile_init {}
  irdl.operation @left_shift_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @right_shift_tile_init {}
  irdl.operation @right_shift_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @unary_max_tile_init {}
  irdl.operation @unary_max_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @unary_min_tile_init {}
  irdl.operation @unary_min_tile {
    %i32 = irdl.is i32
    irdl.operands(dst: %i32, bits: %i32)
  }
  irdl.operation @typecast_tile_init {}
  irdl.operation @typecast_tile {
    %i32 = irdl.is i32
    %source = irdl.base "#builtin.string"
    %target = irdl.base "#builtin.string"
    irdl.operands(dst: %i32)
    irdl.attributes { "source" = %source, "target" = %target }
  }

  // SFPU, two and three tiles.
  irdl.operation @add_binary_tile_init {}
  irdl.operation @add_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @sub_binary_tile_init {}
  irdl.operation @sub_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @mul_binary_tile_init {}
  irdl.operation @mul_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @div_binary_tile_init {}
  irdl.operation @div_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @rsub_binary_tile_init {}
  irdl.operation @rsub_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @power_binary_tile_init {}
  irdl.operation @power_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @binary_max_tile_init {}
  irdl.operation @binary_max_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @binary_min_tile_init {}
  irdl.operation @binary_min_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @binary_max_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @binary_min_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @add_int_tile_init {}
  irdl.operation @add_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @sub_int_tile_init {}
  irdl.operation @sub_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @mul_int32_tile_init {}
  irdl.operation @mul_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @div_int32_trunc_tile_init {}
  irdl.operation @div_int32_trunc_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @div_int32_floor_tile_init {}
  irdl.operation @div_int32_floor_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @lt_int32_tile_init {}
  irdl.operation @lt_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @gt_int32_tile_init {}
  irdl.operation @gt_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @le_int32_tile_init {}
  irdl.operation @le_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @ge_int32_tile_init {}
  irdl.operation @ge_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @binary_bitwise_tile_init {}
  irdl.operation @bitwise_and_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @bitwise_or_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @bitwise_xor_binary_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @binary_shift_tile_init {}
  irdl.operation @binary_left_shift_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @binary_right_shift_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @binary_logical_right_shift_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @where_tile_init {}
  irdl.operation @where_fp32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_condition: %i32, dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @where_int32_tile {
    %i32 = irdl.is i32
    irdl.operands(dst_condition: %i32, dst_a: %i32, dst_b: %i32, dst_out: %i32)
  }
  irdl.operation @copy_dest_values_init {}
  irdl.operation @copy_dest_values {
    %i32 = irdl.is i32
    irdl.operands(dst_to: %i32, dst_from: %i32)
  }
}
