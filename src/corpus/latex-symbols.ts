/** Combining marks of TeX's accents, by the character after the backslash. */
export const ACCENTS = table({
  "`": "\u0300",
  "'": "\u0301",
  "^": "\u0302",
  "~": "\u0303",
  "=": "\u0304",
  u: "\u0306",
  ".": "\u0307",
  '"': "\u0308",
  r: "\u030A",
  H: "\u030B",
  v: "\u030C",
  d: "\u0323",
  c: "\u0327",
  k: "\u0328",
  b: "\u0331",
});

/** The same marks over a letter of a formula. */
export const MATH_ACCENTS = table({
  grave: "\u0300",
  acute: "\u0301",
  hat: "\u0302",
  widehat: "\u0302",
  tilde: "\u0303",
  widetilde: "\u0303",
  bar: "\u0304",
  overline: "\u0304",
  breve: "\u0306",
  dot: "\u0307",
  ddot: "\u0308",
  mathring: "\u030A",
  check: "\u030C",
  widecheck: "\u030C",
  vec: "\u20D7",
  overrightarrow: "\u20D7",
  dddot: "\u20DB",
});

/** Letters and signs of text. TeX takes the space after one of them for the end of its name. */
export const TEXT_SIGNS = pairs(`
  L Ł  l ł  O Ø  o ø  AA Å  aa å  AE Æ  ae æ  OE Œ  oe œ  DH Ð  dh ð  DJ Đ  dj đ  TH Þ  th þ  NG Ŋ  ng ŋ  ss ß  i ı  j ȷ
  textendash –  textemdash —  textasciitilde ~  textasciicircum ^  textbackslash \\  textbar |  textunderscore _
  textless <  textgreater >  textbraceleft {  textbraceright }  textquoteleft ‘  textquoteright ’
  textquotedblleft “  textquotedblright ”  textquotesingle '  guillemotleft «  guillemotright »
  textregistered ®  texttrademark ™  textcopyright ©  textdegree °  textcelsius °C  textmu μ  textohm Ω  textpm ±
  texttimes ×  textdiv ÷  textminus −  textperthousand ‰  textpertenthousand ‱  textsection §  textparagraph ¶
  textdagger †  textdaggerdbl ‡  textbullet •  textperiodcentered ·  textellipsis …  textdollar $  texteuro €
  textsterling £  textyen ¥  textonehalf ½  textonequarter ¼  textthreequarters ¾  textonesuperior ¹
  texttwosuperior ²  textthreesuperior ³  textordfeminine ª  textordmasculine º  textrightarrow →  textleftarrow ←
  textuparrow ↑  textdownarrow ↓  slash /  item •`);

/** Signs of a formula that stand for themselves: letters, sets, sums, brackets. */
export const SIGNS = pairs(`
  alpha α  beta β  gamma γ  delta δ  epsilon ε  varepsilon ε  zeta ζ  eta η  theta θ  vartheta ϑ  iota ι  kappa κ
  varkappa ϰ  lambda λ  mu μ  nu ν  xi ξ  omicron ο  pi π  varpi ϖ  rho ρ  varrho ϱ  sigma σ  varsigma ς  tau τ
  upsilon υ  phi φ  varphi φ  chi χ  psi ψ  omega ω  digamma ϝ  Gamma Γ  varGamma Γ  Delta Δ  varDelta Δ  Theta Θ
  Lambda Λ  Xi Ξ  Pi Π  Sigma Σ  varSigma Σ  Upsilon Υ  Phi Φ  varPhi Φ  Psi Ψ  Omega Ω  varOmega Ω
  ell ℓ  hbar ℏ  hslash ℏ  imath ı  jmath ȷ  wp ℘  aleph ℵ  beth ℶ  mho ℧  eth ð  complement ∁
  infty ∞  partial ∂  nabla ∇  sum ∑  prod ∏  coprod ∐  int ∫  iint ∬  iiint ∭  oint ∮
  bigcup ⋃  bigcap ⋂  bigsqcup ⨆  bigvee ⋁  bigwedge ⋀  bigoplus ⨁  bigotimes ⨂  bigodot ⨀  biguplus ⨄
  emptyset ∅  varnothing ∅  forall ∀  exists ∃  nexists ∄  neg ¬  lnot ¬  top ⊤  bot ⊥  angle ∠  measuredangle ∡
  triangle △  square □  Box □  blacksquare ■  Diamond ◇  lozenge ◊  bigstar ★  clubsuit ♣  diamondsuit ♢
  heartsuit ♡  spadesuit ♠  sharp ♯  flat ♭  natural ♮  checkmark ✓  cmark ✓  xmark ✗  dagger †  dag †  ddagger ‡
  ddag ‡  prime ′  backprime ‵  degree °  surd √  S §  copyright ©  pounds £  euro €  yen ¥
  langle ⟨  rangle ⟩  lfloor ⌊  rfloor ⌋  lceil ⌈  rceil ⌉  lvert |  rvert |  vert |  lVert ‖  rVert ‖  Vert ‖
  lbrace {  rbrace }  lbrack [  rbrack ]  llbracket ⟦  rrbracket ⟧  ulcorner ⌜  urcorner ⌝  lgroup (  rgroup )
  lparen (  rparen )  backslash \\  ldots …  dots …  cdots …  dotsc …  dotsb …  dotsm …  dotso …  vdots ⋮  ddots ⋱
  hdots …  LaTeX LaTeX  TeX TeX  BibTeX BibTeX  ie i.e.  eg e.g.  etal et␣al.  etc etc.  wrt w.r.t.  cf cf.  iid i.i.d.
  quad ␣  qquad ␣  space ␣  enspace ␣  thinspace ␣  medspace ␣  thickspace ␣  newline ␣  linebreak ␣
  par ␣  hfill ␣  choose ␣choose␣  over /  mathellipsis …  nobreakdash -`);

/** Signs that stand between two things: relations, operators, arrows. */
export const OPERATORS = pairs(`
  le ≤  leq ≤  leqslant ≤  leqq ≦  ge ≥  geq ≥  geqslant ≥  geqq ≧  lt <  gt >  ll ≪  lll ⋘  gg ≫  ggg ⋙
  ne ≠  neq ≠  nleq ≰  ngeq ≱  nless ≮  ngtr ≯  lesssim ≲  gtrsim ≳  lessapprox ⪅  gtrapprox ⪆  lessgtr ≶  gtrless ≷
  prec ≺  preceq ⪯  preccurlyeq ≼  precsim ≾  succ ≻  succeq ⪰  succcurlyeq ≽  succsim ≿
  equiv ≡  approx ≈  approxeq ≊  sim ~  thicksim ~  nsim ≁  simeq ≃  backsim ∽  cong ≅  ncong ≇  asymp ≍  propto ∝
  varpropto ∝  doteq ≐  triangleq ≜  coloneqq :=  coloneq :=  eqqcolon =:  vcentcolon :  models ⊨  vdash ⊢  dashv ⊣
  vDash ⊨  Vdash ⊩  perp ⊥  parallel ∥  nparallel ∦  mid |  nmid ∤  bowtie ⋈  smile ⌣  frown ⌢  between ≬  therefore ∴
  because ∵  in ∈  notin ∉  ni ∋  owns ∋  subset ⊂  supset ⊃  subseteq ⊆  supseteq ⊇  subseteqq ⫅  supseteqq ⫆
  subsetneq ⊊  supsetneq ⊋  nsubseteq ⊈  nsupseteq ⊉  sqsubset ⊏  sqsupset ⊐  sqsubseteq ⊑  sqsupseteq ⊒
  times ×  cdot ·  cdotp ·  bullet •  circ ∘  ast *  star ⋆  div ÷  pm ±  mp ∓  setminus ∖  smallsetminus ∖  dotplus ∔
  oplus ⊕  ominus ⊖  otimes ⊗  oslash ⊘  odot ⊙  boxplus ⊞  boxtimes ⊠  boxdot ⊡  ltimes ⋉  rtimes ⋊  amalg ⨿  wr ≀
  cup ∪  cap ∩  uplus ⊎  sqcup ⊔  sqcap ⊓  land ∧  wedge ∧  lor ∨  vee ∨  veebar ⊻  diamond ⋄  triangleleft ◁
  triangleright ▷  trianglelefteq ⊴  trianglerighteq ⊵  lhd ⊲  rhd ⊳  unlhd ⊴  unrhd ⊵
  to →  rightarrow →  longrightarrow ⟶  leftarrow ←  gets ←  longleftarrow ⟵  leftrightarrow ↔  longleftrightarrow ⟷
  Rightarrow ⇒  Longrightarrow ⟹  implies ⟹  Leftarrow ⇐  Longleftarrow ⟸  impliedby ⟸  Leftrightarrow ⇔
  Longleftrightarrow ⟺  iff ⟺  mapsto ↦  longmapsto ⟼  hookrightarrow ↪  hookleftarrow ↩  twoheadrightarrow ↠
  rightarrowtail ↣  rightharpoonup ⇀  rightharpoondown ⇁  leftharpoonup ↼  leftharpoondown ↽  rightleftharpoons ⇌
  leftrightharpoons ⇋  rightleftarrows ⇄  leftrightarrows ⇆  rightrightarrows ⇉  leadsto ⇝  rightsquigarrow ⇝
  dashrightarrow ⇢  dashleftarrow ⇠  nrightarrow ↛  nleftarrow ↚  nRightarrow ⇏  multimap ⊸
  uparrow ↑  downarrow ↓  updownarrow ↕  Uparrow ⇑  Downarrow ⇓  nearrow ↗  searrow ↘  swarrow ↙  nwarrow ↖
  bmod mod`);

/** Names that are read as words, with a space between them and what they are of: `n log n`. */
export const FUNCTIONS = words(`
  log ln lg exp sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan max min sup inf lim argmax argmin det dim
  ker deg gcd lcm Pr hom rank sgn sign diag tr Tr Re Im poly polylog mod erf softmax`);

/** Names that only say how the text looks, which plain text cannot say: they go, with or without an argument that stays. */
export const LOOKS = words(`
  em bf it tt sc rm sf sl cal bfseries itshape ttfamily scshape rmfamily sffamily slshape upshape mdseries normalfont
  normalsize tiny scriptsize footnotesize small large Large LARGE huge Huge boldmath unboldmath mit
  emph textbf textit texttt textsc textrm textsf textsl textup textmd textnormal text mbox hbox fbox makebox uline
  underline underbar mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathnormal boldsymbol bm pmb bold
  mathop mathbin mathrel mathord mathopen mathclose mathpunct mathinner ensuremath displaystyle textstyle scriptstyle
  scriptscriptstyle limits nolimits underbrace overbrace overleftarrow noindent indent protect xspace relax nobreak
  allowbreak leavevmode centering raggedright footnotemark nonumber notag smash boxed cancel sout st hl ul url path
  nolinkurl substack lowercase expandafter bigskip medskip smallskip newpage clearpage maketitle`);

/** Sizes of brackets; the empty bracket of a pair is a dot. */
export const BRACKET_SIZES = words(
  `left right middle big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm`,
);

/** Their arguments, so many of them, say nothing to a reader. */
export const SILENT = new Map([
  ["label", 1],
  ["tag", 1],
  ["vspace", 1],
  ["hspace", 1],
  ["color", 1],
  ["phantom", 1],
  ["hphantom", 1],
  ["vphantom", 1],
  ["includegraphics", 1],
  ["usepackage", 1],
  ["bibliographystyle", 1],
  ["rule", 2],
  ["setlength", 2],
]);

/** Pairs of a name and its sign; ␣ is a space. */
function pairs(list: string): ReadonlyMap<string, string> {
  const parts = list.trim().split(/\s+/);
  return new Map(
    parts.flatMap((name, at) => (at % 2 === 0 ? [[name, (parts[at + 1] ?? "").replaceAll("␣", " ")]] : [])),
  );
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}

function table(entries: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(entries));
}
