//! The wording of a page within another one.

words! {
    /// A phrase that only a page within another one needs.
    HostWord {
        SetByHost: "由所在网站设定", "Set by this website";
        OverlayTroubled: "本站补充的地方政策没有全部载入，全国目录不受影响。", "Not all local policies of this site could be loaded; the national catalogue is complete.";
        OverlayLost: "本站补充的地方政策没有载入，这里显示的是原有目录；全国目录不受影响。", "The local policies of this site were not loaded; what is shown is the bundled catalogue, in which the national ones are complete.";
        OverlayRefused: "网址要求补充的目录不是本站列明的，没有采用；全国目录不受影响。", "The address asks for a catalogue that this site does not name; it was not used. The national catalogue is complete.";
        SharingAsked: "所在网站想知道有多少项政策符合、是哪几项。您填写的内容不会告诉它。可以吗？", "This website asks how many measures fit and which. It is never told what you typed. May it know?";
        SharingYes: "可以", "Yes";
        SharingNo: "不可以", "No";
        SharingOn: "所在网站会收到符合的政策数量和编号，收不到您填写的内容。", "This website receives the number and ids of the measures that fit, and nothing that you typed.";
        SharingStop: "停止告知", "Stop telling it";
        OpenAll: "在新页打开全部结果", "Open all results in a new tab";
        OpenRefused: "这个网站不让在新页打开。请复制下面的网址，到浏览器里打开；里面有您填写的内容。", "This website does not let it open. Copy the address below into a browser; it holds what you typed.";
        Address: "网址", "Address";
    }
}
