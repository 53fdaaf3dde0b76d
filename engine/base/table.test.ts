import { DESCRIBE_TABLE, createTabWriter, formatTable } from './table.ts';

test('columns are as wide as their widest cell, the last is not padded', () => {
  expect(formatTable('NAME\tREADY\tAGE\nweb\t1/1\t5s\na-long-name\t0/1\t10m\n')).toBe('NAME          READY   AGE\nweb           1/1     5s\na-long-name   0/1     10m\n');
});

test('a column has at least six places', () => expect(formatTable('A\tB\n1\t2\n')).toBe('A     B\n1     2\n'));

test('a line of one cell ends the columns', () => {
  expect(formatTable('a\tb\nlong-cell\n\nc\td\n', DESCRIBE_TABLE)).toBe('a  b\nlong-cell\n\nc  d\n');
});

test('lines with fewer cells end the columns to the right', () => {
  expect(formatTable('Name:\tx\nLabels:\ta\n\tb\n  Inner:\t1\t2\n', DESCRIBE_TABLE)).toBe('Name:     x\nLabels:   a\n          b\n  Inner:  1  2\n');
});

test('a watch remembers its widths', () => {
  const writer = createTabWriter();
  writer.write('NAME\tREADY\na-long-name\t1/1\n');
  expect(writer.flush()).toBe('NAME          READY\na-long-name   1/1\n');
  writer.write('b\t0/1\n');
  expect(writer.flush()).toBe('b             0/1\n');
  writer.forgetWidths();
  writer.write('b\t0/1\n');
  expect(writer.flush()).toBe('b     0/1\n');
});

test('widths count characters, not bytes', () => expect(formatTable('é\tx\nééééééé\ty\n')).toBe('é         x\nééééééé   y\n'));
