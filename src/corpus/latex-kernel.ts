/**
 * Whether pdfLaTeX sets this without a package: ASCII, braces in pairs, and only commands that LaTeX's kernel defines in
 * its default encodings OT1, OML and OMS ("The Comprehensive LaTeX Symbol List" names the package of every other). So
 * `\k` and `\dj` (T1), `\mathbb` (amssymb) and `\texteuro` (TS1) are not among them.
 */
export function isKernelLatex(latex: string): boolean {
  if (!/^[\x20-\x7E]*$/.test(latex)) return false;
  const commands = latex.match(/\\(?:[A-Za-z]+|.)/g) ?? [];
  if (!commands.every((command) => KERNEL.has(command.slice(1)))) return false;
  let depth = 0;
  for (const brace of latex.match(/[{}]/g) ?? []) {
    depth += brace === "{" ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Of the commands that unicode2latex writes. */
const KERNEL: ReadonlySet<string> = new Set([
  ..."`'^~\"=.,!",
  ...words`u v H c d r t i j`,
  ...words`L l O o AE ae OE oe AA aa ss S P copyright pounds dag ddag dots slash textbackslash textbar textasciitilde
    textasciicircum textexclamdown textquestiondown textregistered textsuperscript textsubscript`,
  ...words`alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi pi varpi rho
    varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi
    Omega`,
  ...words`aleph hbar imath jmath ell wp partial infty prime nabla top angle emptyset forall exists lnot flat natural
    sharp clubsuit diamondsuit heartsuit spadesuit surd Vert vert backslash`,
  ...words`coprod bigvee bigwedge bigcap bigcup int prod sum bigotimes bigoplus bigodot oint bigtriangledown wedge vee
    cap cup sqcap sqcup uplus amalg diamond bullet wr div odot oslash otimes ominus oplus mp pm circ bigcirc setminus
    cdot ast times star`,
  ...words`propto sqsubseteq sqsupseteq parallel mid dashv vdash leq geq succ prec approx succeq preceq supset subset
    supseteq subseteq in notin ni gg ll not sim simeq perp equiv neq asymp smile frown cong doteq bowtie`,
  ...words`to nearrow searrow nwarrow swarrow leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow
    longleftarrow longrightarrow longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow uparrow downarrow
    updownarrow Uparrow Downarrow Updownarrow mapsto longmapsto hookleftarrow hookrightarrow leftharpoonup
    leftharpoondown rightharpoonup rightleftharpoons`,
  ...words`hat breve acute ddot mathring overline underline sqrt frac stackrel langle rangle lceil rceil lfloor rfloor
    cdots vdots ddots quad qquad mathrm mathbf mathsf mathtt mathcal`,
]);

function words({ raw }: TemplateStringsArray): readonly string[] {
  return raw.join("").split(/\s+/);
}
