/** CodeMirror's own words in Chinese. */
export const chinesePhrases: { readonly [phrase: string]: string } = {
  'Control character': '控制字符',
  Diagnostics: '问题',
  'No diagnostics': '没有问题',
  'Selection deleted': '已删除所选内容',
  'Fold line': '折叠此行',
  'Unfold line': '展开此行',
  'folded code': '已折叠的代码',
  'unfold': '展开',
  Completions: '补全建议',
  close: '关闭',
};
